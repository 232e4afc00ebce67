import { and, desc, gte, lte } from 'drizzle-orm';
import { lastDayOf } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { documentPath } from '../paths.ts';
import { document } from './tables.ts';

export const metrics: Metric[] = [
	{
		id: 'documents.kept',
		label: 'Documents de l’année',
		unit: 'documents',
		rule: 'Documents datés de l’année et gardés ici ou dont l’adresse est connue, chacun compté une fois.',
		compute: async (ctx, scope) => {
			const rows = await ctx.db
				.select()
				.from(document)
				.where(
					and(
						gte(document.dateLast, `${String(scope.year)}-01-01`),
						lte(document.dateLast, lastDayOf(scope)),
						nameable(ctx, document)
					)
				)
				.orderBy(desc(document.dateLast), document.id);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'document',
					id: row.id,
					label: row.title,
					...(row.date ? { detail: formatPartialDate(row.date) } : {}),
					path: documentPath(row.code),
					audience: row.audience
				}))
			};
		}
	}
];
