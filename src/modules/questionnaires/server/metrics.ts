import { dayOf } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { answersPath, metricOf } from '../paths.ts';
import { listForFigures, listSheetsUntil } from './queries.ts';

/** Each questionnaire is a figure of the catalogue: the answers received. */
export async function questionnaireMetrics(ctx: Context): Promise<Metric[]> {
	return (await listForFigures(ctx)).map((one) => ({
		id: metricOf(one.code),
		label: `Réponses : ${one.title}`,
		keptTo: [one.audience],
		unit: 'réponses',
		rule: 'Questionnaires remplis jusqu’au {jour} ; qui corrige sa réponse compte une fois.',
		compute: async (within, scope) => {
			const sheets = await listSheetsUntil(within, one.id, dayOf(scope));
			return {
				value: sheets.length,
				rows: sheets.map((sheet) => ({
					kind: 'answerSheet',
					id: sheet.id,
					label: `Réponse ${sheet.code}`,
					detail: formatPartialDate(sheet.answeredOn),
					path: `${answersPath(one.code)}#${sheet.code}`,
					audience: sheet.audience
				}))
			};
		}
	}));
}
