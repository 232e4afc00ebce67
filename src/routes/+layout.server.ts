import { menuFor } from '#collectors/navigation.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { chosenDay } from '#core/server/clock.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	const settings = locals.collective?.settings;
	const day = chosenDay();
	return {
		frame: {
			name: settings?.name ?? 'Fanal',
			caption: settings?.ptce ?? settings?.territory ?? 'coopération économique',
			menu: settings ? menuFor(locals.actor, url.pathname) : [],
			actor: locals.actor.kind === 'public' ? null : locals.actor.name,
			seeingAs: ('seeingAs' in locals.actor && locals.actor.seeingAs) || null,
			demonstration: settings?.demonstration === true,
			day: day ? formatPartialDate(partialDate(day)) : null,
			onBehalfOf: locals.actor.kind === 'person' ? (locals.actor.onBehalfOf ?? null) : null,
			hasAccount: locals.signedIn !== null,
			isEmpty: settings === undefined
		}
	};
};
