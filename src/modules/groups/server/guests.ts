import { eq } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { GuestView } from '#core/server/contract.ts';
import { groupSheet, LENT_PARTS } from './group-page.ts';
import { group } from './tables.ts';

/** A group lent by a link: what the page of lending says. */
export const guests: GuestView[] = [
	{
		kind: 'group',
		label: `la fiche du groupe : ${LENT_PARTS}`,
		show: async (ctx, id) => {
			const [row] = await ctx.db.select({ code: group.code }).from(group).where(eq(group.id, id));
			if (!row) throw absent('Ce groupe n’existe plus.');
			return groupSheet(ctx, row.code, ctx.collective.settings.year, true);
		}
	}
];
