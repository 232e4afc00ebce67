import { redirect } from '@sveltejs/kit';
import { freshOnce, ONCE } from '#core/server/once.ts';
import {
	beginSecondStep,
	confirmSecondStep,
	dropSecondStep,
	recoveryGeneration,
	renewRecoveryCodes
} from '#modules/accounts/server/second-factor.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { hasPassword } from '#modules/accounts/server/password.ts';
import { answering, passwordOf } from '#web/answering.ts';
import { read } from '#web/request.ts';
import { textOf } from '#web/form.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = async (event) => {
	const { signedIn } = accountOf(event);
	return {
		title: 'Double vérification',
		isOn: signedIn.hasSecondStep,
		...(await read(event, async (ctx) => ({
			generation: await recoveryGeneration(ctx, signedIn.account),
			once: freshOnce(),
			hasPassword: await hasPassword(ctx, signedIn.account)
		})))
	};
};

export const actions: Actions = {
	commencer: async (event) => {
		const { collective, signedIn } = accountOf(event);
		const password = passwordOf(await event.request.formData(), 'motdepasse');
		return answering({}, async () => {
			const begun = await beginSecondStep(collective, visitorOf(event), signedIn, password);
			const picture = `data:image/svg+xml;base64,${Buffer.from(begun.picture).toString('base64')}`;
			return { begun: { ...begun, picture } };
		});
	},
	confirmer: async (event) => {
		const { collective, actor } = accountOf(event);
		const code = textOf(await event.request.formData(), 'code');
		return answering({}, async () => {
			giveCookies(event, await confirmSecondStep(collective, visitorOf(event), actor, code));
			redirect(303, '/compte/double-verification');
		});
	},
	renouveler: async (event) => {
		const { collective, actor, signedIn } = accountOf(event);
		const form = await event.request.formData();
		const password = passwordOf(form, 'motdepasse');
		// A form without them renews nothing.
		const from = Number(textOf(form, 'generation') || Number.NaN);
		const once = textOf(form, ONCE);
		const visitor = visitorOf(event);
		return answering({}, async () => ({
			codes: await renewRecoveryCodes(collective, visitor, actor, signedIn, {
				password,
				from,
				form: once
			})
		}));
	},
	retirer: async (event) => {
		const { collective, actor, signedIn } = accountOf(event);
		const password = passwordOf(await event.request.formData(), 'motdepasse');
		return answering({}, async () => {
			const visitor = visitorOf(event);
			giveCookies(event, await dropSecondStep(collective, visitor, actor, signedIn, password));
			redirect(303, '/compte/double-verification');
		});
	}
};
