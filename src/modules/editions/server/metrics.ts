import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { and, asc, eq } from 'drizzle-orm';
import { commitment, edition } from './tables.ts';

export const metrics: Metric[] = [
	{
		id: 'editions.commitments',
		label: 'Perspectives annoncées',
		unit: 'perspectives',
		rule: 'Perspectives écrites dans l’édition de l’année, chacune comptée une fois.',
		compute: async (ctx, { year }) => {
			const rows = await ctx.db
				.select({ id: commitment.id, title: commitment.title, audience: commitment.audience })
				.from(commitment)
				.innerJoin(edition, eq(edition.id, commitment.editionId))
				.where(and(eq(edition.year, year), nameable(ctx, edition), nameable(ctx, commitment)))
				.orderBy(asc(commitment.rank), commitment.id);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'commitment',
					id: row.id,
					label: row.title,
					path: `/rapports/${String(year)}/perspectives`,
					audience: row.audience
				}))
			};
		}
	}
];
