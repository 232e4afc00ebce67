import { and, asc, desc, eq, lte } from 'drizzle-orm';
import { dayOf } from '#core/metrics.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation } from '#core/server/relation.ts';
import { answersPath, metricOf } from '../paths.ts';
import { listForFigures } from './queries.ts';
import { answerSheet } from './tables.ts';

/** Each questionnaire is a figure of the catalogue: the answers received. */
export async function questionnaireMetrics(ctx: Context): Promise<Metric[]> {
	return (await listForFigures(ctx)).map((one) =>
		counting(
			{
				id: metricOf(one.code),
				label: `Réponses : ${one.title}`,
				keptTo: [one.audience],
				unit: 'réponses',
				rule: 'Questionnaires remplis jusqu’au {jour} ; qui corrige sa réponse compte une fois.'
			},
			(within, scope) =>
				relation({
					kind: 'answerSheet',
					id: answerSheet.id,
					audience: answerSheet.audience,
					select: (narrower) =>
						within.db
							.select({
								id: answerSheet.id,
								code: answerSheet.code,
								answeredOn: answerSheet.answeredOn,
								audience: answerSheet.audience
							})
							.from(answerSheet)
							.where(
								and(
									eq(answerSheet.questionnaireId, one.id),
									nameable(within, answerSheet),
									lte(answerSheet.answeredOn, partialDate(dayOf(scope))),
									narrower
								)
							)
							.$dynamic(),
					order: [desc(answerSheet.answeredOn), asc(answerSheet.code)],
					tell: ({ code, answeredOn }) => ({
						label: `Réponse ${code}`,
						detail: formatPartialDate(answeredOn),
						path: `${answersPath(one.code)}#${code}`
					})
				})
		)
	);
}
