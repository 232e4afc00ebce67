import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { measurePath } from '../paths.ts';
import { measure } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'measure',
		label: 'mesure',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(measure).where(inArray(measure.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.label,
				line: `Mesure, en ${row.unit}`,
				path: measurePath(row.code),
				text: row.definition,
				audience: row.audience
			}));
		}
	}
];
