import type { Block } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { DocumentContribution } from '#core/server/contract.ts';
import { lastReading } from '../rules.ts';
import { listMeasures, type MeasureLine } from './queries.ts';

/** Measures read on a channel among the communication work; the others as declared figures in the annex. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const lines = (await listMeasures(ctx)).filter(
			(line) => lastReading(line.readings, writer.year) !== null
		);
		const channelled = lines.filter((line) => line.channel !== null);
		const figures = [];
		for (const line of channelled) figures.push(await writer.figure(`measures.${line.code}`));
		return [
			...(channelled.length > 0
				? [
						{
							chapter: 'commissions',
							order: 590,
							blocks: [
								{
									kind: 'heading' as const,
									level: 2 as const,
									text: 'Les mesures relevées dans l’année',
									id: 'mesures-relevees'
								},
								{ kind: 'keyFigures' as const, figures },
								...channelled.flatMap(channelBlocks)
							]
						}
					]
				: []),
			...(lines.length > 0
				? [{ chapter: 'chiffres', order: 20, blocks: [declaredTable(lines, writer.year)] }]
				: [])
		];
	}
};

/** A line needs four points; with fewer, the readings are told as a table. */
function channelBlocks(line: MeasureLine): Block[] {
	const rows = line.readings.map((one) => ({
		label: formatPartialDate(one.on),
		values: [one.value.value]
	}));
	if (rows.length >= 4) {
		return [
			{
				kind: 'chart',
				chart: 'line',
				title: `${line.label} : ${String(rows.at(-1)?.values[0] ?? '')}`,
				caption: line.definition,
				series: [line.label],
				unit: line.unit,
				rows
			}
		];
	}
	return [readingTable(line)];
}

/** Readings of one measure, each with its source. */
export function readingTable(line: MeasureLine): Block {
	return {
		kind: 'table',
		caption: `${line.label} (${line.unit})`,
		columns: [
			{ label: 'Date' },
			{ label: 'Valeur', align: 'right' },
			{ label: 'Source', width: 3 }
		],
		rows: line.readings.map((one) => [
			formatPartialDate(one.on),
			one.saidValue ?? formatQuantity(one.value),
			[one.source, one.remark].filter(Boolean).join(' — ')
		])
	};
}

function declaredTable(lines: MeasureLine[], year: number): Block {
	return {
		kind: 'table',
		caption: 'Les chiffres déclarés, sans lignes pour les compter, et leur source',
		columns: [
			{ label: 'Mesure', width: 3 },
			{ label: 'Valeur', align: 'right', width: 1.4 },
			{ label: 'Date' },
			{ label: 'Source', width: 3 }
		],
		rows: lines.map((line) => {
			const last = lastReading(line.readings, year);
			return [
				{ text: line.label, href: line.path },
				{
					text: last ? (last.saidValue ?? formatQuantity(last.value)) : 'non renseigné',
					figure: `/chiffres/measures.${line.code}?annee=${String(year)}`
				},
				last ? formatPartialDate(last.on) : '',
				last?.source ?? { text: 'non renseignée', missing: true }
			];
		})
	};
}
