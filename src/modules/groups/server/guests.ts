import { eq } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { GuestView } from '#core/server/contract.ts';
import { groupSheet } from './group-page.ts';
import { group } from './tables.ts';

/** A group lent by a link: the sheet of the year, its participants, its road map. */
export const guests: GuestView[] = [
	{
		kind: 'group',
		label: 'la fiche du groupe : participants, activités, feuille de route',
		show: async (ctx, id) => {
			const [row] = await ctx.db.select({ code: group.code }).from(group).where(eq(group.id, id));
			if (!row) throw absent('Ce groupe n’existe plus.');
			return groupSheet(ctx, row.code, ctx.collective.settings.year);
		}
	}
];
