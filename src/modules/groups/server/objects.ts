import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { deliverableStates, groupTypes } from '../labels.ts';
import { groupPath, GROUPS_PATH, groupTitle } from '../paths.ts';
import { deliverable, group, groupSheet } from './tables.ts';

/** The line and the page of a deliverable; its group is told to no more people than may read it. */
function ofGroup(own: typeof group.$inferSelect, one: typeof deliverable.$inferSelect) {
	const state = labelOf(deliverableStates, one.state).toLowerCase();
	return isAsWide(own.audience, one.audience)
		? { line: `Livrable de ${groupTitle(own)}, ${state}`, path: groupPath(own.code) }
		: { line: `Livrable, ${state}`, path: GROUPS_PATH };
}

export const objects: ObjectKind[] = [
	{
		kind: 'group',
		label: 'groupe',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(group).where(inArray(group.id, ids));
			const sheets = await ctx.db.select().from(groupSheet).where(inArray(groupSheet.groupId, ids));
			return rows.map((row) => ({
				id: row.id,
				title: groupTitle(row),
				line: labelOf(groupTypes, row.type),
				path: groupPath(row.code),
				text: [
					row.purpose ? toPlainText(row.purpose) : '',
					row.composition ?? '',
					// A sheet narrower than its group must not be found through it.
					...sheets
						.filter((sheet) => sheet.groupId === row.id && isAsWide(sheet.audience, row.audience))
						.flatMap((sheet) =>
							[sheet.context, sheet.activities, sheet.prospects].map((text) =>
								text ? toPlainText(text) : ''
							)
						)
				].join(' '),
				audience: row.audience
			}));
		}
	},
	{
		kind: 'deliverable',
		label: 'livrable',
		indexed: true,
		within: ['group'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ deliverable, group })
				.from(deliverable)
				.innerJoin(group, eq(group.id, deliverable.groupId))
				.where(inArray(deliverable.id, ids));
			return rows.map(({ deliverable: one, group: own }) => ({
				id: one.id,
				title: one.title,
				...ofGroup(own, one),
				text: [one.sort, one.remark].filter(Boolean).join(' '),
				audience: one.audience
			}));
		}
	}
];
