import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { editionPath } from '../paths.ts';
import { edition } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'edition',
		label: 'édition',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(edition).where(inArray(edition.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: `${row.title} ${String(row.year)}`,
				line: 'Rapport d’activité',
				path: editionPath(row.year),
				text: row.subtitle ?? '',
				audience: row.audience
			}));
		}
	}
];
