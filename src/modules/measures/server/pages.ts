import type { Block, Inline } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { sortedReadings } from '../rules.ts';
import { valueText } from '../sentences.ts';
import { metricOf } from './metrics.ts';
import { getMeasure, listMeasures, type MeasureLine } from './queries.ts';
import { readingTable, seriesBlocks } from './report.ts';

const PAGE = 30;

/** A page of the list of measures, each with its last reading. */
export async function measuresPage(
	ctx: Context,
	page: number
): Promise<{ blocks: Block[]; more: boolean; total: number }> {
	const lines = await listMeasures(ctx);
	const start = (page - 1) * PAGE;
	const shown = lines.slice(start, start + PAGE);
	return {
		total: lines.length,
		more: lines.length > start + PAGE,
		blocks: shown.length > 0 ? [measureTable(shown)] : []
	};
}

/** One measure: what it is, its readings, the latest first. Refuses (404) when absent or not for the actor. */
export async function measurePage(
	ctx: Context,
	code: string,
	page: number
): Promise<{ title: string; lead: string; blocks: Block[]; more: boolean }> {
	const line = await getMeasure(ctx, code);
	const latestFirst = sortedReadings(line.readings).reverse();
	const start = (page - 1) * PAGE;
	const readings = latestFirst.slice(start, start + PAGE);
	return {
		title: line.label,
		lead: line.definition,
		more: latestFirst.length > start + PAGE,
		blocks: [
			...(page === 1 ? [facts(line, ctx.collective.settings.year), ...chart(line)] : []),
			...(readings.length > 0 ? [readingTable({ ...line, readings })] : [nothingRead()])
		]
	};
}

function measureTable(lines: MeasureLine[]): Block {
	return {
		kind: 'table',
		caption: 'Dernier relevé de chaque mesure',
		columns: [
			{ label: 'Mesure', width: 3 },
			{ label: 'Valeur', align: 'right', width: 2 },
			{ label: 'Date' }
		],
		rows: lines.map((line) => {
			const last = sortedReadings(line.readings).at(-1);
			return [
				{ text: line.label, href: line.path },
				last
					? valueText(line.unit, last.value, last.saidValue)
					: { text: 'non renseigné', missing: true },
				last ? formatPartialDate(last.on) : '—'
			];
		})
	};
}

function facts(line: MeasureLine, year: number): Block {
	const entries: { label: string; value: Inline }[] = [
		{ label: 'Unité', value: line.unit },
		{ label: 'Où on la lit', value: line.channel ?? { text: 'non renseigné', missing: true } },
		{
			label: 'D’un relevé à l’autre',
			value: line.cumulative ? 'les valeurs s’ajoutent' : 'chaque valeur se lit seule'
		},
		{
			label: 'Au catalogue',
			value: {
				text: 'le chiffre et sa règle',
				figure: `/chiffres/${metricOf(line.code)}?annee=${String(year)}`
			}
		}
	];
	if (line.source) entries.push({ label: 'Source', value: line.source });
	return { kind: 'facts', title: 'En bref', entries };
}

/** The drawing alone: the table of the readings comes anyway. */
function chart(line: MeasureLine): Block[] {
	const last = sortedReadings(line.readings).at(-1);
	const year = last ? Number(last.on.slice(0, 4)) : 0;
	return seriesBlocks(line, year).filter((block) => block.kind === 'chart');
}

function nothingRead(): Block {
	return {
		kind: 'notice',
		tone: 'waiting',
		text: 'Aucun relevé : ajoutez une valeur datée, avec sa source.'
	};
}
