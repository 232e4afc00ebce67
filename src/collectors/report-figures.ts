import type { Chapter, Figure, Inline, Inlines } from '#core/blocks.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { ChapterPart } from '#core/server/contract.ts';

/** Tiles of the page that sums the year up: three rows of four. */
const BRIEF = 12;

/**
 * The figures that sum the year up: the first of each chapter, then the second of each, until there are enough,
 * told in the order of the chapters. Sheets of a series have their own.
 */
export function figuresInBrief(chapters: Chapter[]): Figure[] {
	const bands = chapters
		.filter((chapter) => !chapter.front && !chapter.annex && !chapter.sheet)
		.map((chapter) => (chapter.figures ?? []).filter((figure) => figure.value !== null));
	const deepest = Math.max(0, ...bands.map((band) => band.length));
	const chosen = new Set<string>();
	for (let rank = 0; rank < deepest; rank += 1) {
		for (const band of bands) {
			const figure = band[rank];
			if (figure && chosen.size < BRIEF) chosen.add(figure.metric);
		}
	}
	return bands.flat().filter((figure) => chosen.delete(figure.metric));
}

/** Every number printed, with its rule and its source; figures of one rule (one per group) share its line. */
export function figuresAnnex(figures: Figure[]): ChapterPart {
	const families = Map.groupBy(
		figures.toSorted((a, b) => a.label.localeCompare(b.label, 'fr', { numeric: true })),
		(figure) => `${figure.rule}\n${figure.source ?? ''}`
	);
	const rows = [...families.values()].map(rowOf);
	return {
		chapter: 'chiffres',
		order: 10,
		blocks:
			rows.length === 0
				? []
				: [
						{
							kind: 'table',
							caption: 'Les chiffres de ce rapport, leur règle et leur source',
							columns: [
								{ label: 'Chiffre', width: 3 },
								{ label: 'Valeur', align: 'right', width: 1.1 },
								{ label: 'Ce qui est compté', width: 6 }
							],
							rows,
							note: 'Un chiffre sans source est compté dans Fanal : en ligne, il s’ouvre sur ses lignes.'
						}
					]
	};
}

function rowOf(family: Figure[]): Inlines[] {
	const [first] = family;
	if (!first) return [];
	const source = first.source ? ` Source : ${first.source}.` : '';
	if (family.length === 1) return [first.label, valueOf(first), `${first.rule}${source}`];
	const shared = sharedStart(family.map((figure) => figure.label));
	const each = family.flatMap((figure, index): Inline[] => [
		`${index === 0 ? ' ' : ' ; '}${figure.label.slice(shared.length)} : `,
		valueOf(figure)
	]);
	return [
		`${shared.replace(/(?<![\s—–:-])[\s—–:-]+$/, '') || first.label}, un par un`,
		`${String(family.length)} valeurs`,
		[`${first.rule}${source}`, ...each, '.']
	];
}

/** What labels have in common at their start, up to a dash: "Livrables — ". */
function sharedStart(labels: string[]): string {
	const [first = ''] = labels;
	const cut = first.indexOf('— ');
	const start = cut < 0 ? '' : first.slice(0, cut + 2);
	return labels.every((label) => label.startsWith(start)) ? start : '';
}

function valueOf(figure: Figure): Inline {
	if (figure.value === null) return { text: 'non renseigné', missing: true };
	const quantity = {
		value: figure.value,
		qualifier: figure.qualifier,
		...(figure.upTo === undefined ? {} : { upTo: figure.upTo })
	};
	return { text: formatQuantity(quantity, figure.decimals), figure: figure.path };
}
