import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { toPlainText } from '#core/rich-text.ts';
import { workshopPath } from '../paths.ts';
import { workshop } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'workshop',
		label: 'atelier',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(workshop).where(inArray(workshop.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.name,
				line: row.people ?? row.frame ?? 'Atelier d’insertion',
				path: workshopPath(row.code),
				text: [row.purpose, row.activities, row.prospects]
					.map((text) => (text ? toPlainText(text) : ''))
					.join(' '),
				audience: row.audience
			}));
		}
	}
];
