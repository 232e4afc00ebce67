import type { Block, Figure, Inline, MapBlock } from '#core/blocks.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { DocumentContribution } from '#core/server/contract.ts';
import { counted, enumerated } from '#core/words.ts';
import { indicatorBlocks } from './indicator-blocks.ts';
import { listIndicators } from './indicators.ts';
import { VINTAGE } from './official-lists.ts';
import {
	communesForMap,
	listArrondissements,
	readPerimeter,
	type CommuneLine,
	type Perimeter
} from './queries.ts';

const MISSING = { text: 'non renseignée', missing: true } as const;

/** Figures of the sentence that tells the perimeter, by the name of the metric. */
export const PERIMETER_FIGURES = [
	'territory.communes',
	'territory.epcis',
	'territory.population'
] as const;

/** The territory: its perimeter, its intercommunalities, the indicators side by side. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		if ((await listArrondissements(ctx)).length === 0) return [];
		const figures = [];
		for (const id of PERIMETER_FIGURES) figures.push(await writer.figure(id));
		const blocks = await territoryBlocks(ctx, writer.year, figures, writer.asOf);
		return [{ chapter: 'territoire', order: 50, figures, blocks }];
	}
};

/** The territory in a year, for the report and its page; empty while the perimeter has no commune. */
export async function territoryBlocks(
	ctx: Context,
	year: number,
	figures: Figure[],
	day = `${String(year)}-12-31`
): Promise<Block[]> {
	const arrondissements = await listArrondissements(ctx);
	if (arrondissements.length === 0) return [];
	const perimeter = await readPerimeter(ctx, day);
	return [
		perimeterSentence(arrondissements, figures),
		...elsewhereSentence(perimeter, day),
		epciTable(perimeter),
		...indicatorBlocks(await listIndicators(ctx, year), year)
	];
}

/** The EPCI on the ground, for the page; nothing while fewer than three communes have a point. */
export async function territoryMap(ctx: Context, year: number): Promise<MapBlock[]> {
	const day = `${String(year)}-12-31`;
	const communes = await communesForMap(ctx, day);
	if (communes.length < 3) return [];
	const { epcis } = await readPerimeter(ctx, day);
	const isSchematic = !communes.every((one) => one.contour);
	return [
		{
			kind: 'map',
			title: `${counted(epcis.length, 'intercommunalité')} et leurs communes`,
			caption: isSchematic
				? 'Fond schématique, dessiné autour du centre de chaque commune.'
				: 'Contours officiels des communes, simplifiés.',
			communes,
			points: [],
			table: {
				kind: 'table',
				caption: 'Les communes de chaque intercommunalité',
				columns: [{ label: 'Intercommunalité' }, { label: 'Communes', width: 4 }],
				rows: epcis.map((one) => [
					{ text: one.usualName ?? one.name, href: one.path },
					one.communes.map(({ name }) => name).join(', ')
				])
			}
		}
	];
}

function perimeterSentence(
	arrondissements: Awaited<ReturnType<typeof listArrondissements>>,
	figures: Figure[]
): Block {
	const shown = (id: (typeof PERIMETER_FIGURES)[number]): Inline => {
		const figure = figures.find((one) => one.metric === id);
		return figure?.value
			? { text: `${formatNumber(figure.value)} ${figure.unit}`, figure: figure.path }
			: MISSING;
	};
	const places = arrondissements.map(
		(one) =>
			`${one.name} (${counted(one.communes, 'commune')}, ${formatNumber(one.population)} habitants)`
	);
	return {
		kind: 'paragraph',
		runs: [
			'Le périmètre est une liste de ',
			shown('territory.communes'),
			`, dans ${counted(places.length, 'arrondissement')} — ${enumerated(places)} — et `,
			shown('territory.epcis'),
			'. Il compte ',
			shown('territory.population'),
			` : la population municipale de ces communes, millésime ${String(VINTAGE)}.`
		]
	};
}

/** A perimeter drawn with today's intercommunalities may have been cut otherwise in the year told. */
function elsewhereSentence({ elsewhere }: Perimeter, asOf: string): Block[] {
	if (elsewhere.length === 0) return [];
	const named = elsewhere.map(({ commune, epci }) =>
		// The official list has one vintage: a name may have changed since the year told.
		epci ? `${commune.name} (${epci}, nom de ${String(VINTAGE)})` : `${commune.name} (aucune)`
	);
	const day = formatPartialDate(partialDate(asOf));
	const who =
		elsewhere.length === 1
			? 'une commune du périmètre ne relevait d’aucune de ces intercommunalités'
			: `${counted(elsewhere.length, 'commune')} du périmètre ne relevaient d’aucune de ces intercommunalités`;
	return [
		{
			kind: 'paragraph',
			runs: [
				`Au ${day}, ${who} : ${enumerated(named)}.`,
				...elsewhere.map(({ commune: { id, name } }) => ({ record: { kind: 'commune', id, name } }))
			]
		}
	];
}

function epciTable({ epcis, elsewhere }: Perimeter): Block {
	const rows: Inline[][] = epcis.map((one) => [
		{ text: one.name, href: one.path },
		one.acronym ?? { text: 'sans sigle', missing: true },
		formatNumber(one.communes.length),
		populationOf(one.communes)
	]);
	const others = elsewhere.map(({ commune }) => commune);
	if (others.length > 0)
		rows.push(['Autres', '—', formatNumber(others.length), populationOf(others)]);
	const all = [...epcis.flatMap((one) => one.communes), ...others];
	rows.push([
		{ text: 'Ensemble du périmètre', strong: true },
		'—',
		formatNumber(all.length),
		populationOf(all)
	]);
	return {
		kind: 'table',
		caption: 'Les intercommunalités du périmètre',
		columns: [
			{ label: 'Intercommunalité', width: 3 },
			{ label: 'Sigle' },
			{ label: 'Communes', align: 'right' },
			{ label: 'Population municipale', align: 'right', width: 1.4 }
		],
		rows,
		note: `Population municipale : somme de celles des communes du périmètre, millésime ${String(VINTAGE)} (INSEE, DGCL). La population officielle de chaque intercommunalité est sur sa page.`
	};
}

/** Sum of the populations municipales; not known as soon as one of them is not. */
function populationOf(communes: CommuneLine[]): Inline {
	if (communes.some((one) => one.population === null)) return MISSING;
	return formatNumber(communes.reduce((sum, one) => sum + (one.population ?? 0), 0));
}
