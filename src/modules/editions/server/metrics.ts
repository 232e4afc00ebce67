import { and, asc, eq } from 'drizzle-orm';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation } from '#core/server/relation.ts';
import { commitment, edition } from './tables.ts';

export const metrics: Metric[] = [
	counting(
		{
			id: 'editions.commitments',
			label: 'Perspectives annoncées',
			unit: 'perspectives',
			rule: 'Perspectives écrites dans l’édition de l’année, chacune comptée une fois.'
		},
		(ctx, { year }) =>
			relation({
				kind: 'commitment',
				id: commitment.id,
				audience: commitment.audience,
				select: (narrower) =>
					ctx.db
						.select({ id: commitment.id, title: commitment.title, audience: commitment.audience })
						.from(commitment)
						.innerJoin(edition, eq(edition.id, commitment.editionId))
						.where(
							and(
								eq(edition.year, year),
								nameable(ctx, edition),
								nameable(ctx, commitment),
								narrower
							)
						)
						.$dynamic(),
				order: [asc(commitment.rank), commitment.id],
				tell: ({ title }) => ({ label: title, path: `/rapports/${String(year)}/perspectives` })
			})
	)
];
