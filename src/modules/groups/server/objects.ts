import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { deliverableStates, groupTypes } from '../labels.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { deliverable, group, groupSheet } from './tables.ts';

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
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ deliverable, code: group.code, number: group.number, name: group.name })
				.from(deliverable)
				.innerJoin(group, eq(group.id, deliverable.groupId))
				.where(inArray(deliverable.id, ids));
			return rows.map(({ deliverable: one, ...own }) => ({
				id: one.id,
				title: one.title,
				line: `Livrable de ${groupTitle(own)}, ${labelOf(deliverableStates, one.state).toLowerCase()}`,
				path: groupPath(own.code),
				text: [one.sort, one.remark].filter(Boolean).join(' '),
				audience: one.audience
			}));
		}
	}
];
