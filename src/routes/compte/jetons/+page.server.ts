import { decide } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import { freshOnce, ONCE } from '#core/server/once.ts';
import { writableModules } from '#collectors/api/resources.ts';
import { isFresh } from '#modules/accounts/rules.ts';
import { STALE } from '#modules/accounts/server/stale.ts';
import { USUAL_DAYS } from '#modules/api/rules.ts';
import {
	listAllTokens,
	listOwnTokens,
	makeToken,
	revokeToken,
	type TokenLine
} from '#modules/api/server/tokens.ts';
import { accountOf } from '#web/account.ts';
import { answering } from '#web/answering.ts';
import type { Doors } from '#web/doors.ts';
import { textOf } from '#web/form.ts';
import { read, write } from '#web/request.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn, actor } = accountOf(event);
	const modules = writableModules();
	const names = new Map(modules.map(({ id, name }) => [id, name]));
	const shown = (one: TokenLine) => ({
		...one,
		writes: one.writes.map((id) => names.get(id) ?? id),
		madeOn: partialDate(civilDay(one.createdAt)),
		endsOn: partialDate(civilDay(one.expiresAt)),
		usedOn: one.lastUsedOn ? partialDate(one.lastUsedOn) : null
	});
	return read(event, async (ctx) => {
		const own = await listOwnTokens(ctx, signedIn.account);
		const mine = new Set(own.map((one) => one.id));
		const watches = decide(actor, { permission: 'api.manage' }).allowed;
		const others = watches ? (await listAllTokens(ctx)).filter((one) => !mine.has(one.id)) : [];
		return {
			title: 'Mes jetons',
			days: String(USUAL_DAYS),
			once: freshOnce(),
			modules,
			own: own.map(shown),
			others: others.map(shown)
		};
	});
};

export const actions: Actions = {
	/** The token is in this answer, and nowhere else: only the same form sent again shows it. */
	faire: async (event) => {
		const { signedIn } = accountOf(event);
		const form = await event.request.formData();
		const typed = { nom: textOf(form, 'nom'), jours: textOf(form, 'jours') };
		const writes = form.getAll('ecrit').map(String);
		event.setHeaders({ 'cache-control': 'no-store' });
		return answering(typed, async () => {
			if (!isFresh(signedIn.openedAt, new Date())) throw new Refused('invalid', [STALE]);
			const input = { name: typed.nom, days: Number(typed.jours || Number.NaN), writes };
			const known = writableModules().map(({ id }) => id);
			const once = textOf(form, ONCE);
			const token = await write(event, (ctx) =>
				makeToken(ctx, signedIn.account, input, known, once)
			);
			return { token, name: typed.nom };
		});
	},
	reprendre: async (event) => {
		const { signedIn } = accountOf(event);
		const id = textOf(await event.request.formData(), 'jeton');
		return answering({}, async () => {
			await write(event, (ctx) => revokeToken(ctx, signedIn.account, id));
			redirect(303, '/compte/jetons');
		});
	}
};
