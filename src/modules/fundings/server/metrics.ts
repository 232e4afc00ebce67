import type { Metric } from '#core/server/contract.ts';
import type { MetricRow } from '#core/metrics.ts';
import { boundsOf } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { fundingStates } from '../labels.ts';
import { isObtained } from '../rules.ts';
import { listFundings, type FundingLine } from './queries.ts';

const FUNDINGS_PAGE = '/financements';

function asRow(line: FundingLine): MetricRow {
	return {
		kind: 'funding',
		id: line.id,
		label: line.title,
		...(line.state ? { detail: labelOf(fundingStates, line.state) } : {}),
		path: `${FUNDINGS_PAGE}#${line.code}`,
		audience: line.audience
	};
}

/** Whether a state of one of these kinds was reached in the year, whatever the precision of its date. */
function reachedIn(
	line: FundingLine,
	year: number,
	wanted: (state: FundingLine['steps'][number]['state']) => boolean
): boolean {
	return line.steps.some(
		(step) =>
			wanted(step.state) && step.on !== null && boundsOf(step.on).first.startsWith(String(year))
	);
}

export const metrics: Metric[] = [
	{
		id: 'fundings.won',
		label: 'Financements obtenus',
		unit: 'financements',
		rule: 'Appels et subventions dont le collectif a été lauréat dans l’année, ou plus loin ; un accord de principe ne compte pas.',
		compute: async (ctx, { year }) => {
			const lines = await listFundings(ctx);
			const rows = lines
				.filter((line) => line.type !== 'label' && reachedIn(line, year, isObtained))
				.map(asRow);
			return { value: rows.length, rows };
		}
	},
	{
		id: 'fundings.in-principle',
		label: 'Accords de principe',
		unit: 'financements',
		rule: 'Financements promis dans l’année par un accord de principe et non encore obtenus.',
		compute: async (ctx, { year }) => {
			const lines = await listFundings(ctx);
			const rows = lines
				.filter(
					(line) =>
						line.state === 'agreedInPrinciple' &&
						reachedIn(line, year, (state) => state === 'agreedInPrinciple')
				)
				.map(asRow);
			return { value: rows.length, rows };
		}
	}
];
