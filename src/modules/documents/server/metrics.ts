import { and, desc, gte, lte } from 'drizzle-orm';
import { lastDayOf } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation } from '#core/server/relation.ts';
import { documentPath } from '../paths.ts';
import { document } from './tables.ts';

export const metrics: Metric[] = [
	counting(
		{
			id: 'documents.kept',
			label: 'Documents de l’année',
			unit: 'documents',
			rule: 'Documents datés de l’année et gardés ici ou dont l’adresse est connue, chacun compté une fois.'
		},
		(ctx, scope) =>
			relation({
				kind: 'document',
				id: document.id,
				audience: document.audience,
				select: (narrower) =>
					ctx.db
						.select({
							id: document.id,
							code: document.code,
							title: document.title,
							date: document.date,
							audience: document.audience
						})
						.from(document)
						.where(
							and(
								gte(document.dateLast, `${String(scope.year)}-01-01`),
								lte(document.dateLast, lastDayOf(scope)),
								nameable(ctx, document),
								narrower
							)
						)
						.$dynamic(),
				order: [desc(document.dateLast), document.id],
				tell: ({ code, title, date }) => ({
					label: title,
					...(date ? { detail: formatPartialDate(date) } : {}),
					path: documentPath(code)
				})
			})
	)
];
