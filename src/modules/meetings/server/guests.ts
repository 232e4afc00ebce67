import { eq } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { GuestView } from '#core/server/contract.ts';
import { LENT_PARTS, meetingSheet } from './meeting-page.ts';
import { meeting } from './tables.ts';

/** A meeting lent by a link: what the page of lending says; and the guest's presence while it is still to come. */
export const guests: GuestView[] = [
	{
		kind: 'meeting',
		label: `la réunion : ${LENT_PARTS}`,
		show: async (ctx, id) => meetingSheet(ctx, (await stateOf(ctx, id)).code, true),
		asks: async (ctx, id) =>
			(await stateOf(ctx, id)).state === 'planned'
				? {
						text: 'Serez-vous là ?',
						choices: [
							{ value: 'present', label: 'Oui, sur place' },
							{ value: 'remote', label: 'Oui, à distance' },
							{ value: 'excused', label: 'Non' }
						]
					}
				: undefined
	}
];

async function stateOf(ctx: Context, id: string) {
	const [row] = await ctx.db
		.select({ code: meeting.code, state: meeting.state })
		.from(meeting)
		.where(eq(meeting.id, id));
	if (!row) throw absent('Cette réunion n’existe plus.');
	return row;
}
