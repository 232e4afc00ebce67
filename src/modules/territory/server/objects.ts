import { inArray } from 'drizzle-orm';
import type { ObjectKind } from '#core/server/contract.ts';
import { epci } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'epci',
		label: 'intercommunalité',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(epci).where(inArray(epci.id, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.usualName ?? row.name,
				line: row.name,
				path: `/territoire/${row.code}`,
				text: [row.acronym, row.name].filter(Boolean).join(' '),
				audience: row.audience
			}));
		}
	}
];
