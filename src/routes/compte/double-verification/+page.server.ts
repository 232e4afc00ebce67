import { redirect } from '@sveltejs/kit';
import {
	beginSecondStep,
	confirmSecondStep,
	dropSecondStep,
	renewRecoveryCodes
} from '#modules/accounts/server/second-factor.ts';
import { accountOf } from '#web/account.ts';
import type { Doors } from '#web/doors.ts';
import { answering } from '#web/answering.ts';
import { textOf } from '#web/form.ts';
import { giveCookies, visitorOf } from '#web/visitor.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'signedIn', POST: 'signedIn' } satisfies Doors;

export const load: PageServerLoad = (event) => ({
	title: 'Double vérification',
	isOn: accountOf(event).signedIn.hasSecondStep
});

export const actions: Actions = {
	commencer: (event) => {
		const { collective, signedIn } = accountOf(event);
		return answering({}, async () => {
			const begun = await beginSecondStep(collective, visitorOf(event), signedIn);
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
	renouveler: (event) => {
		const { collective, actor, signedIn } = accountOf(event);
		return answering({}, async () => ({
			codes: await renewRecoveryCodes(collective, visitorOf(event), actor, signedIn)
		}));
	},
	retirer: (event) => {
		const { collective, actor, signedIn } = accountOf(event);
		return answering({}, async () => {
			giveCookies(event, await dropSecondStep(collective, visitorOf(event), actor, signedIn));
			redirect(303, '/compte/double-verification');
		});
	}
};
