import { menuFor } from '#collectors/navigation.ts';
import { asksForm, editorIn } from '#collectors/editing/in-place.ts';
import { listTools, type Tools } from '#collectors/editing/tools.ts';
import { doneInAddress } from '#core/done.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { chosenDay, civilDay, readClock } from '#core/server/clock.ts';
import { read } from '#web/request.ts';
import type { LayoutServerLoad } from './$types';

const NO_TOOLS: Tools = { ways: [], additions: [], readBy: null };

export const load: LayoutServerLoad = async (event) => {
	const { locals, url } = event;
	const settings = locals.collective?.settings;
	const day = chosenDay();
	const isPerson = locals.actor.kind === 'person' && settings !== undefined;
	const tools = isPerson ? listTools(locals.actor, url.pathname) : NO_TOOLS;
	const editor = isPerson && asksForm(url) ? await read(event, (ctx) => editorIn(ctx, url)) : null;
	locals.isFramed = true;
	return {
		frame: {
			tools,
			editor,
			stoppedAddress: locals.stoppedAddress ?? null,
			done: locals.actor.kind === 'person' ? doneInAddress(url.searchParams.get('acte')) : null,
			name: settings?.name ?? 'Fanal',
			caption: settings?.ptce ?? settings?.territory ?? 'coopération économique',
			menu: settings ? menuFor(locals.actor, url.pathname) : [],
			actor: locals.actor.kind === 'public' ? null : locals.actor.name,
			seeingAs: ('seeingAs' in locals.actor && locals.actor.seeingAs) || null,
			demonstration: settings?.demonstration === true,
			today: formatPartialDate(partialDate(civilDay(readClock()))),
			day: day ? formatPartialDate(partialDate(day)) : null,
			onBehalfOf: locals.actor.kind === 'person' ? (locals.actor.onBehalfOf ?? null) : null,
			hasAccount: locals.signedIn !== null,
			isEmpty: settings === undefined
		}
	};
};
