import { error, redirect } from '@sveltejs/kit';
import type { PersonActor } from '#core/actor.ts';
import type { Collective } from '#core/server/context.ts';

interface Locals {
	collective: Collective | undefined;
	actor: App.Locals['actor'];
	signedIn: App.Locals['signedIn'];
}

/**
 * The account of a request, on pages that only an account has. The free entrance of a demonstration has none: it is sent back to
 * the entrance.
 */
export function accountOf({ locals }: { locals: Locals }): {
	collective: Collective;
	signedIn: NonNullable<App.Locals['signedIn']>;
	actor: PersonActor;
} {
	const { collective, signedIn, actor } = locals;
	if (!collective) error(404, 'Cette installation est vide.');
	if (!signedIn || actor.kind !== 'person') redirect(303, '/connexion');
	if (actor.seeingAs)
		error(403, `Vous voyez le site comme ${actor.seeingAs} : revenez à vous-même.`);
	return { collective, signedIn, actor };
}
