import { redirect } from '@sveltejs/kit';
import { listGrants } from '#collectors/permissions.ts';
import { isFresh } from '#modules/accounts/rules.ts';
import { countAttempt } from '#modules/accounts/server/attempts.ts';
import { askNewAddress, renameAccount } from '#modules/accounts/server/own-identity.ts';
import { dropWish, asksTheTeam, wishName, wishOf } from '#modules/accounts/server/wished-names.ts';
import { correctOwnName, ownName } from '#modules/network/server/own-name.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import { visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn } = accountOf(event);
	return {
		title: 'Mon nom, mon adresse',
		name: signedIn.name,
		email: signedIn.email,
		isFresh: isFresh(signedIn.openedAt, new Date()),
		own: await read(event, ownName),
		wished: await read(event, (ctx) => wishOf(ctx, signedIn.account)),
		said: event.url.searchParams.get('fait')
	};
};

export const actions: Actions = {
	nom: async (event) => {
		const { signedIn } = accountOf(event);
		const form = await event.request.formData();
		const typed = {
			firstName: textOf(form, 'firstName'),
			lastName: textOf(form, 'lastName'),
			nom: textOf(form, 'nom')
		};
		return answering(typed, async () => {
			const outcome = await write(event, async (ctx) => {
				const own = await ownName(ctx);
				const wished = own ? `${typed.firstName} ${typed.lastName}` : typed.nom;
				if (await asksTheTeam(ctx, signedIn.account, wished)) {
					const parts = own ? typed : { firstName: null, lastName: null };
					const { firstName, lastName } = parts;
					await wishName(ctx, signedIn.account, { firstName, lastName, name: wished });
					return 'nom-demande';
				}
				const sent = textOf(form, 'version');
				// Of no record when it is not what the form gave: told as one that has changed.
				const version = /^\d{1,9}$/.test(sent) ? Number(sent) : 0;
				const name = own ? await correctOwnName(ctx, { ...typed, version }) : typed.nom;
				await renameAccount(ctx, signedIn.account, name, listGrants);
				await dropWish(ctx, signedIn.account);
				return 'nom';
			});
			redirect(303, `/compte/identite?fait=${outcome}`);
		});
	},
	adresse: async (event) => {
		const { collective, signedIn } = accountOf(event);
		const courriel = textOf(await event.request.formData(), 'courriel');
		return answering({ courriel }, async () => {
			const { address } = visitorOf(event);
			await countAttempt(collective, 'link', { address, account: signedIn.email });
			await write(event, (ctx) => askNewAddress(ctx, signedIn, courriel));
			redirect(303, '/compte/identite?fait=adresse');
		});
	}
};
