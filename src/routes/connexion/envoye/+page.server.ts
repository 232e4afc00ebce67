import { LINK_MINUTES } from '#modules/accounts/rules.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

export const load: PageServerLoad = () => ({
	title: 'Message en file',
	minutes: LINK_MINUTES,
	leaves: smtpSettings() !== null
});
