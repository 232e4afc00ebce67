import { redirect } from '@sveltejs/kit';
import { doneIn } from '#collectors/editing/whole-act.ts';
import { kindOf } from '#collectors/editing/home.ts';
import { willBeReadBy } from '#collectors/editing/sentence.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { attendanceModes } from '#modules/meetings/labels.ts';
import { meetingPath } from '#modules/meetings/paths.ts';
import { callRoll } from '#modules/meetings/server/call-roll.ts';
import { ROLL_MODES, rollOf } from '#modules/meetings/server/roll.ts';
import type { Doors } from '#web/doors.ts';
import { submit, textsOf } from '#web/form.ts';
import { read } from '#web/request.ts';
import { afterAct } from '#web/way-back.ts';
import type { Actions, PageServerLoad } from './$types';

export const _door = { GET: 'meetings.write', POST: 'meetings.write' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const { meeting, lines } = await rollOf(ctx, event.params.code);
		return {
			title: 'Qui est venu ?',
			lead: `${meeting.title}, ${formatPartialDate(meeting.on)}`,
			path: meetingPath(meeting.code),
			addPath: `/ajouter/attendance?meetingId=${meeting.code}`,
			lines,
			readBy: await willBeReadBy(ctx, kindOf('attendance'), { meetingId: meeting.id }),
			modes: ROLL_MODES.map((mode) => attendanceModes[mode])
		};
	});

export const actions: Actions = {
	default: async (event) => {
		const typed = textsOf(await event.request.formData());
		const result = await submit(event, typed, async (ctx) => {
			await callRoll(ctx, event.params.code, typed);
			return doneIn(ctx);
		});
		if ('failure' in result) return result.failure;
		redirect(303, afterAct(meetingPath(event.params.code), result.done));
	}
};
