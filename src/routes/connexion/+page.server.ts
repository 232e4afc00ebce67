import { error, redirect } from '@sveltejs/kit';
import { readClock } from '#core/server/clock.ts';
import { cookieSecret } from '#core/server/secret.ts';
import { listGrants } from '#collectors/permissions.ts';
import { pathOnSite } from '#web/way-back.ts';
import { ssoSettings } from '#modules/accounts/server/auth/sso.ts';
import { listTriedRoles } from '#modules/accounts/server/demonstration.ts';
import { enterByPassword } from '#modules/accounts/server/enter.ts';
import { requestLink } from '#modules/accounts/server/links.ts';
import type { Doors } from '#web/doors.ts';
import { answering, passwordOf } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { hostCookie } from '#web/host-cookie.ts';
import { SESSION_COOKIE, sessionOptions, signDemonstration } from '#web/session.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _door = { GET: 'everyone', POST: 'everyone' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { collective, actor } = event.locals;
	const tried = collective?.settings.demonstration
		? await read(event, (ctx) => listTriedRoles(ctx, listGrants))
		: [];
	return {
		title: 'Entrer',
		back: pathOnSite(event.url.searchParams.get('retour'), ''),
		here: actor.kind === 'person' ? actor.name : null,
		refused: event.url.searchParams.get('refus') === 'sso',
		sso: ssoSettings()?.label ?? null,
		tried: tried.map(({ role, label, rights }) => ({ role, label, rights: rights.join(', ') }))
	};
};

export const actions: Actions = {
	lien: async (event) => {
		const form = await event.request.formData();
		const email = textOf(form, 'courriel');
		const back = pathOnSite(textOf(form, 'retour'), '/compte');
		return answering({ courriel: email }, async () => {
			await requestLink(collectiveOf(event), visitorOf(event), { email, back });
			redirect(303, '/connexion/envoye');
		});
	},
	motdepasse: async (event) => {
		const form = await event.request.formData();
		const email = textOf(form, 'courriel');
		const back = pathOnSite(textOf(form, 'retour'), '/compte');
		return answering({ courriel: email }, async () => {
			const password = passwordOf(form, 'motdepasse');
			const entry = await enterByPassword(collectiveOf(event), visitorOf(event), {
				email,
				password
			});
			giveCookies(event, entry.cookies);
			redirect(
				303,
				entry.state === 'in' ? back : `/connexion/code?retour=${encodeURIComponent(back)}`
			);
		});
	},
	demonstration: async (event) => {
		if (!event.locals.collective?.settings.demonstration)
			error(403, 'Cette entrée n’existe que dans la démonstration.');
		const form = await event.request.formData();
		const wanted = textOf(form, 'role');
		const roles = await read(event, (ctx) => listTriedRoles(ctx, listGrants));
		const tried = roles.find((one) => one.role === wanted) ?? error(404, 'Ce rôle n’existe pas.');
		const name = `Démonstration : ${tried.label}`;
		const value = signDemonstration({ name, person: tried.person }, readClock(), cookieSecret());
		const cookie = hostCookie(SESSION_COOKIE, event.url);
		event.cookies.set(cookie, value, sessionOptions(event.url.protocol === 'https:'));
		const home = tried.role === 'team' ? '/tableau-de-bord' : '/';
		redirect(303, pathOnSite(textOf(form, 'retour'), home));
	}
};

function collectiveOf({ locals }: RequestEvent) {
	return (
		locals.collective ?? error(404, 'Cette installation est vide : personne n’y entre encore.')
	);
}
