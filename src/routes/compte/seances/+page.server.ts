import { redirect } from '@sveltejs/kit';
import { labelOf } from '#core/vocabulary.ts';
import { browserOf } from '#modules/accounts/browser.ts';
import { doors } from '#modules/accounts/labels.ts';
import { SESSION_DAYS, SESSION_IDLE_DAYS } from '#modules/accounts/rules.ts';
import { listPasskeys } from '#modules/accounts/server/passkeys.ts';
import { endSession, endSessions, listSessions } from '#modules/accounts/server/session.ts';
import { accountOf } from '#web/account.ts';
import { endTokens, openTokens } from '../open-tokens.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn } = accountOf(event);
	const { sessions, tokens, keys } = await read(event, async (ctx) => ({
		sessions: await listSessions(ctx, signedIn),
		tokens: await openTokens(ctx, signedIn.account),
		keys: (await listPasskeys(ctx, signedIn.account)).map(({ name }) => name)
	}));
	return {
		title: 'Mes sessions',
		idleDays: SESSION_IDLE_DAYS,
		days: SESSION_DAYS,
		tokens,
		keys,
		sessions: sessions.map((one) => ({
			id: one.id,
			isCurrent: one.isCurrent,
			openedAt: one.openedAt,
			usedAt: one.usedAt,
			address: one.address,
			browser: browserOf(one.userAgent),
			door: one.door ? labelOf(doors, one.door) : null
		}))
	};
};

export const actions: Actions = {
	arreter: async (event) => {
		const { signedIn } = accountOf(event);
		const id = textOf(await event.request.formData(), 'session');
		return answering({}, async () => {
			await write(event, (ctx) => endSession(ctx, signedIn, id));
			redirect(303, '/compte/seances');
		});
	},
	toutes: async (event) => {
		const { signedIn } = accountOf(event);
		const form = await event.request.formData();
		return answering({}, async () => {
			await write(event, async (ctx) => {
				await endSessions(ctx, signedIn.account, signedIn.session);
				await endTokens(ctx, signedIn.account, form);
			});
			redirect(303, '/compte/seances');
		});
	}
};
