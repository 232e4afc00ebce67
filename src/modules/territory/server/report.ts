import type { Block } from '#core/blocks.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { DocumentContribution } from '#core/server/contract.ts';
import { VINTAGE } from './official-lists.ts';
import { listArrondissements, listEpcis, listIndicators } from './queries.ts';

type Indicator = Awaited<ReturnType<typeof listIndicators>>[number];

/** The territory: its arrondissements and intercommunalities, the indicators side by side. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const blocks = await territoryBlocks(ctx, writer.year);
		if (blocks.length === 0) return [];
		const figures = [
			await writer.figure('territory.communes'),
			await writer.figure('territory.epcis')
		];
		return [{ chapter: 'territoire', order: 50, figures, blocks }];
	}
};

/** The territory in a year, for the report and its page; empty while the perimeter has no commune. */
export async function territoryBlocks(ctx: Context, year: number): Promise<Block[]> {
	const arrondissements = await listArrondissements(ctx);
	if (arrondissements.length === 0) return [];
	const epcis = await listEpcis(ctx, `${String(year)}-12-31`);
	const indicators = await listIndicators(ctx);
	const blocks: Block[] = [epciTable(epcis)];
	if (indicators.length === 0) return blocks;
	const rank = (code: string) => arrondissements.findIndex((one) => one.code === code);
	const names = new Map(arrondissements.map((one) => [one.code, one.name]));
	const places = [
		...new Set(indicators.flatMap((one) => one.values.map((value) => value.place)))
	].sort((a, b) => rank(a) - rank(b));
	return [
		...blocks,
		indicatorTable(indicators, places, names),
		indicatorChart(indicators, places, names),
		...sourceNotes(indicators, year)
	];
}

function epciTable(epcis: Awaited<ReturnType<typeof listEpcis>>): Block {
	return {
		kind: 'table',
		caption: 'Les intercommunalités du périmètre',
		columns: [
			{ label: 'Intercommunalité', width: 3 },
			{ label: 'Sigle' },
			{ label: 'Communes', align: 'right' },
			{ label: 'Population municipale', align: 'right', width: 1.4 }
		],
		rows: epcis
			.filter((one) => one.communes.length > 0)
			.map((one) => [
				{ text: one.name, href: one.path },
				one.acronym ?? { text: 'sans sigle', missing: true },
				String(one.communes.length),
				one.population === null
					? { text: 'non renseigné', missing: true }
					: formatNumber(one.population)
			]),
		note: `Communes au 31 décembre de l’année ; populations municipales du découpage administratif ${String(VINTAGE)} (INSEE, DGCL).`
	};
}

function indicatorTable(
	indicators: Indicator[],
	places: string[],
	names: Map<string, string>
): Block {
	return {
		kind: 'table',
		caption: 'Le territoire en chiffres',
		columns: [
			{ label: 'Indicateur', width: 4 },
			...places.map((place) => ({ label: names.get(place) ?? place, align: 'right' as const })),
			{ label: 'Année', align: 'right' as const }
		],
		rows: indicators.map((one) => [
			`${one.label} (${one.unit})`,
			...places.map((place) => {
				const value = one.values.find((row) => row.place === place);
				return value ? formatNumber(value.value) : { text: 'non renseigné', missing: true };
			}),
			[...new Set(one.values.map((row) => row.period))].join(', ')
		])
	};
}

function indicatorChart(
	indicators: Indicator[],
	places: string[],
	names: Map<string, string>
): Block {
	return {
		kind: 'chart',
		chart: 'pairedBars',
		title: `${places.map((place) => names.get(place) ?? place).join(' et ')}, indicateur par indicateur`,
		caption: 'Chaque indicateur a sa propre échelle ; les valeurs sont écrites.',
		series: places.map((place) => names.get(place) ?? place),
		unit: '',
		rows: indicators.map((one) => ({
			label: one.label,
			unit: one.unit,
			decimals: one.values.some((row) => !Number.isInteger(row.value)) ? 1 : 0,
			values: places.map((place) => one.values.find((row) => row.place === place)?.value ?? null)
		}))
	};
}

function sourceNotes(indicators: Indicator[], year: number): Block[] {
	const values = indicators.flatMap((one) => one.values);
	const sources = [
		...new Set(
			values.flatMap((row) => [row.source, row.citedBy ? `Cité par : ${row.citedBy}` : null])
		)
	].filter((text) => text !== null);
	const latest = Math.max(...values.map((row) => Number(row.period.slice(-4))));
	const blocks: Block[] = [
		{ kind: 'list', title: 'Sources', items: sources.map((text) => ({ content: text })) }
	];
	if (year - latest >= 3) {
		blocks.push({
			kind: 'notice',
			tone: 'waiting',
			text: `Ces données sont de ${String(latest)} : elles avaient ${String(year - latest)} ans à la date du rapport.`
		});
	}
	return blocks;
}
