import { error, redirect } from '@sveltejs/kit';
import { setRhythm, type List } from '#core/server/mail/rhythms.ts';
import { subscriptionOf, type Subscription } from '#core/server/mail/unsubscribe.ts';
import { wayTo, type Doors } from '#web/doors.ts';
import { write } from '#web/request.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

/** Stops nothing: programs that read mails open their links before people do. */
export const load: PageServerLoad = async (event) => {
	const { list } = subscription(event);
	event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	return {
		title: 'Ne plus recevoir ces courriels',
		what: WHAT[list] ?? 'ce que fait ce groupe',
		mailsPath: await wayTo(event.locals.actor, '/compte/courriels', '/compte/courriels'),
		isDone: event.url.searchParams.has('fait')
	};
};

export const actions: Actions = {
	/** Also what a mailbox posts by itself when its own button is pressed (RFC 8058): no session, one request. */
	default: async (event) => {
		const { account, list } = subscription(event);
		await write(event, (ctx) => setRhythm(ctx, account, list as List, 'none')); // marked: one of ours
		redirect(303, `/desabonnement/${event.params.jeton}?fait`);
	}
};

function subscription(event: Pick<RequestEvent, 'locals' | 'params'>): Subscription {
	const { collective } = event.locals;
	const found = collective ? subscriptionOf(collective.code, event.params.jeton) : null;
	return (
		found ??
		error(404, 'Ce lien n’est pas valable : copiez-le en entier, ou passez par « Mes courriels ».')
	);
}

const WHAT: Record<string, string> = { named: 'ce qui vous nomme', all: 'ce qui change' };
