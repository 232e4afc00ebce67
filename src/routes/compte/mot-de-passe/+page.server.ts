import { redirect } from '@sveltejs/kit';
import { isFresh, PASSWORD_MIN } from '#modules/accounts/rules.ts';
import { countAttempt } from '#modules/accounts/server/attempts.ts';
import { hasPassword, removePassword, setPassword } from '#modules/accounts/server/password.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answering, passwordOf } from '#web/answering.ts';
import { endTokens, openTokens } from '../open-tokens.ts';
import { read, write } from '#web/request.ts';
import { visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn } = accountOf(event);
	const { isSet, tokens } = await read(event, async (ctx) => ({
		isSet: await hasPassword(ctx, signedIn.account),
		tokens: await openTokens(ctx, signedIn.account)
	}));
	return {
		title: 'Mot de passe',
		email: signedIn.email,
		isSet,
		tokens,
		proofWanted: !isFresh(signedIn.openedAt, new Date()),
		shortest: PASSWORD_MIN
	};
};

export const actions: Actions = {
	choisir: async (event) => {
		const { collective, signedIn } = accountOf(event);
		const form = await event.request.formData();
		return answering({}, async () => {
			const { address } = visitorOf(event);
			await countAttempt(collective, 'password', { address, account: signedIn.email });
			const input = { current: passwordOf(form, 'actuel'), chosen: passwordOf(form, 'password') };
			await write(event, async (ctx) => {
				await setPassword(ctx, signedIn, input);
				await endTokens(ctx, signedIn.account, form);
			});
			redirect(303, '/compte');
		});
	},
	retirer: async (event) => {
		const { signedIn } = accountOf(event);
		return answering({}, async () => {
			await write(event, (ctx) => removePassword(ctx, signedIn));
			redirect(303, '/compte');
		});
	}
};
