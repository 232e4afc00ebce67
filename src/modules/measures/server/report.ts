import type { Block, Figure, Inline } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { gainOf, isOfYear, lastReading, sortedReadings } from '../rules.ts';
import { atDate, gainText, valueText } from '../sentences.ts';
import { gainMetricOf, metricOf } from './metrics.ts';
import { listMeasures, type MeasureLine } from './queries.ts';

/** Points that a line needs; with fewer, bars at their dates. */
const POINTS = 4;
const MISSING = { text: 'non renseignée', missing: true } as const;

/** Audiences that grow (followers of a page) with the communication work; every measure in the annex of figures. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const lines = (await listMeasures(ctx)).filter(
			(line) => lastReading(line.readings, writer.year) !== null
		);
		return [
			...(await communicationPart(lines.filter(isAudience), writer)),
			...declaredPart(lines, writer.year)
		];
	}
};

/** Read on a channel and growing from one reading to the next: what a communication plan follows. */
function isAudience(line: MeasureLine): boolean {
	return line.channel !== null && line.cumulative === true;
}

async function communicationPart(lines: MeasureLine[], writer: Writer): Promise<ChapterPart[]> {
	if (lines.length === 0) return [];
	const blocks: Block[] = [
		{
			kind: 'heading',
			level: 2,
			text: 'Mesures de communication',
			id: 'mesures-communication'
		}
	];
	for (const line of lines) blocks.push(...(await audienceBlocks(line, writer)));
	return [{ chapter: 'commissions', order: 590, blocks }];
}

async function audienceBlocks(line: MeasureLine, writer: Writer): Promise<Block[]> {
	const figures: Figure[] = [await writer.figure(metricOf(line.code))];
	const gain = await writer.figure(gainMetricOf(line.code));
	if (gain.value !== null) figures.push(gain);
	return [
		{ kind: 'keyFigures', figures },
		...audienceSentence(line, writer.year),
		...(knownReadings(line, writer.year).length < 2 ? [] : seriesBlocks(line, writer.year))
	];
}

function audienceSentence(line: MeasureLine, year: number): Block[] {
	const last = lastReading(line.readings, year);
	if (!last) return [];
	const found = gainOf(line.readings, year);
	const value = valueText(line.unit, last.value, last.saidValue);
	return [
		{
			kind: 'paragraph',
			runs: [
				{ text: line.label, href: line.path },
				` : ${value} ${atDate(last.on)}`,
				...(found ? [`, ${gainText(found.gain, found.from.on)}`] : []),
				'.'
			]
		}
	];
}

/** The readings known at the end of the year: a line from four points, bars from two, a table below. */
export function seriesBlocks(line: MeasureLine, year: number): Block[] {
	const known = knownReadings(line, year);
	const [first, last] = [known[0], known.at(-1)];
	if (!first || !last) return [];
	if (known.length < 2) return [readingTable({ ...line, readings: known })];
	const from = `${formatQuantity(first.value)} ${atDate(first.on)}`;
	return [
		{
			kind: 'chart',
			chart: known.length < POINTS ? 'bars' : 'line',
			title: `${line.label} : ${from}, ${formatQuantity(last.value)} ${atDate(last.on)}`,
			caption: [line.definition, line.channel ? `Lu sur : ${line.channel}.` : '']
				.filter(Boolean)
				.join(' '),
			series: [line.label],
			unit: line.unit,
			rows: known.map((one) => ({
				label: formatPartialDate(one.on),
				values: [one.value.value]
			}))
		}
	];
}

/** Readings up to the last one of the year, in date order. */
function knownReadings(line: MeasureLine, year: number): MeasureLine['readings'] {
	const last = lastReading(line.readings, year);
	const readings = sortedReadings(line.readings);
	return last ? readings.slice(0, readings.indexOf(last) + 1) : [];
}

/** Readings of one measure, each with its source. */
export function readingTable(line: MeasureLine): Block {
	return {
		kind: 'table',
		caption: `${line.label} : les relevés`,
		columns: [
			{ label: 'Date' },
			{ label: 'Valeur', align: 'right', width: 1.4 },
			{ label: 'Source', width: 3 }
		],
		rows: line.readings.map((one) => [
			[
				formatPartialDate(one.on),
				{ record: { kind: 'reading', id: one.id, name: formatPartialDate(one.on) } }
			],
			valueText(line.unit, one.value, one.saidValue),
			[one.source ?? MISSING, ...(one.remark ? [` — ${one.remark}`] : [])]
		])
	};
}

function declaredPart(lines: MeasureLine[], year: number): ChapterPart[] {
	if (lines.length === 0) return [];
	const rows = lines.flatMap((line): [Inline, Inline, Inline, Inline][] => {
		const last = lastReading(line.readings, year);
		if (!last) return [];
		const value = valueText(line.unit, last.value, null);
		return [
			[
				{ text: line.label, href: line.path },
				{ text: value, figure: `/chiffres/${metricOf(line.code)}?annee=${String(year)}` },
				isOfYear(last, year)
					? formatPartialDate(last.on)
					: { text: `${formatPartialDate(last.on)} (ancien)`, strong: true },
				last.source ?? MISSING
			]
		];
	});
	return [
		{
			chapter: 'chiffres',
			order: 20,
			blocks: [
				{
					kind: 'table',
					caption: 'Les chiffres déclarés, sans lignes pour les compter, et leur source',
					columns: [
						{ label: 'Mesure', width: 4 },
						{ label: 'Valeur', align: 'right', width: 2.2 },
						{ label: 'Date', width: 1.4 },
						{ label: 'Source', width: 3 }
					],
					rows
				}
			]
		}
	];
}
