import type { Block, Inlines, TableBlock } from '#core/blocks.ts';
import { formatNumber } from '#core/quantity.ts';
import { enumerated } from '#core/words.ts';
import { gapOf, lastYearOf } from '../rules.ts';
import type { IndicatorLine, IndicatorSet } from './indicators.ts';

/** Beyond it, places are the rows of the table: columns would not fit on a page. */
const MOST_COLUMNS = 4;
/** From that age, the reader is told that the data are old. */
const OLD_YEARS = 3;

const BY_LEVEL: Record<IndicatorSet['level'], string> = {
	perimeter: 'ensemble du périmètre',
	arrondissement: 'par arrondissement',
	epci: 'par intercommunalité',
	commune: 'par commune'
};

/** Indicators: a table per kind of place, bars where places can be compared, sources, and how old the data are. */
export function indicatorBlocks(sets: IndicatorSet[], year: number): Block[] {
	if (sets.length === 0) return [];
	return [
		...sets.flatMap((set) => [
			set.places.length <= MOST_COLUMNS ? tableOf(set) : longTableOf(set),
			...chartOf(set)
		]),
		sourceList(sets),
		...ageNotice(sets, year)
	];
}

function tableOf(set: IndicatorSet): TableBlock {
	return {
		kind: 'table',
		caption: `Le territoire en chiffres, ${BY_LEVEL[set.level]}`,
		columns: [
			{ label: 'Indicateur', width: 4 },
			...set.places.map((place) => ({ label: place.name, align: 'right' as const })),
			{ label: 'Année', align: 'right' as const, width: 1.2 }
		],
		rows: set.indicators.map((line) => [
			[titleOf(line), { record: { kind: 'indicator', id: line.id, name: line.label } }],
			...line.values.map((value, index) => cell(line, value, set.places[index]?.name)),
			periodsOf(line).join(' ; ')
		]),
		...definitions(set)
	};
}

function longTableOf(set: IndicatorSet): TableBlock {
	return {
		kind: 'table',
		caption: `Le territoire en chiffres, ${BY_LEVEL[set.level]}`,
		columns: [
			{ label: 'Territoire', width: 2 },
			...set.indicators.map((line) => ({
				label: `${titleOf(line)}, ${periodsOf(line).join(' ; ')}`,
				align: 'right' as const
			}))
		],
		rows: set.places.map((place, index) => [
			place.name,
			...set.indicators.map((line) => cell(line, line.values[index], place.name))
		]),
		...definitions(set)
	};
}

/** Bars for two or three places, of the indicators that have no negative value: a bar starts at zero. */
function chartOf(set: IndicatorSet): Block[] {
	if (set.places.length < 2 || set.places.length > 3) return [];
	const lines = set.indicators.filter((line) =>
		line.values.every((one) => one !== null && one.value >= 0)
	);
	if (lines.length < 2) return [];
	return [
		{
			kind: 'chart',
			chart: 'pairedBars',
			title: finding(set, lines),
			caption: 'Chaque indicateur a sa propre échelle, depuis zéro ; les valeurs sont écrites.',
			series: set.places.map((place) => place.name),
			unit: '',
			rows: lines.map((line) => ({
				label: line.label,
				unit: line.unit,
				decimals: line.values.some((one) => one && !Number.isInteger(one.value)) ? 1 : 0,
				values: line.values.map((one) => one?.value ?? null)
			}))
		}
	];
}

/** What the bars show: where places differ most, and where they are most alike. */
function finding(set: IndicatorSet, lines: IndicatorLine[]): string {
	const gaps = lines
		.flatMap((line) => {
			const gap = gapOf(line.values.map((one) => one?.value ?? null));
			return gap === null ? [] : [{ label: line.label, gap }];
		})
		.sort((a, b) => a.gap - b.gap);
	const [nearest, farthest] = [gaps[0], gaps.at(-1)];
	const names = enumerated(set.places.map((place) => place.name));
	if (!nearest || !farthest || nearest === farthest) return `${names}, indicateur par indicateur`;
	return `${names} diffèrent le plus par « ${farthest.label} » (de 1 à ${times(farthest.gap)}), le moins par « ${nearest.label} » (de 1 à ${times(nearest.gap)})`;
}

function times(gap: number): string {
	return formatNumber(Math.round(gap * (gap < 1.1 ? 100 : 10)) / (gap < 1.1 ? 100 : 10));
}

function titleOf(line: IndicatorLine): string {
	return `${line.label} (${line.unit})`;
}

function periodsOf(line: IndicatorLine): string[] {
	return [...new Set(line.values.flatMap((one) => one?.period ?? []))];
}

function cell(
	line: IndicatorLine,
	one: IndicatorLine['values'][number] = null,
	place = ''
): Inlines {
	if (!one) return { text: 'non renseigné', missing: true };
	const name = [line.label, place].filter(Boolean).join(', ');
	return [formatNumber(one.value), { record: { kind: 'indicatorValue', id: one.id, name } }];
}

function definitions(set: IndicatorSet): { note?: string } {
	const told = set.indicators.flatMap(({ label, definition }) =>
		definition ? [`« ${label} » : ${lowered(definition)}.`] : []
	);
	return told.length > 0 ? { note: told.join(' ') } : {};
}

/** A definition after a colon: no capital, no full stop. */
function lowered(text: string): string {
	return `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '')}`;
}

/** Each source once, with the indicators it gives. */
function sourceList(sets: IndicatorSet[]): Block {
	const bySource = new Map<string, Set<string>>();
	for (const line of sets.flatMap((set) => set.indicators)) {
		for (const value of line.values) {
			const text = [value?.source, value?.citedBy ? `cité par : ${value.citedBy}` : null]
				.filter(Boolean)
				.join(' ; ');
			if (text) bySource.set(text, (bySource.get(text) ?? new Set()).add(line.label));
		}
	}
	return {
		kind: 'list',
		title: 'Sources',
		items: [...bySource].map(([text, labels]) => ({
			content: `${text} — ${[...labels].join(' ; ')}.`
		}))
	};
}

function ageNotice(sets: IndicatorSet[], year: number): Block[] {
	const years = sets
		.flatMap((set) => set.indicators.flatMap(periodsOf))
		.flatMap((period) => lastYearOf(period) ?? []);
	const oldest = Math.min(...years);
	if (year - oldest < OLD_YEARS) return [];
	return [
		{
			kind: 'notice',
			tone: 'neutral',
			text: `Des indicateurs portent sur ${String(oldest)} : ils avaient ${String(year - oldest)} ans fin ${String(year)}. Ils ne se comparent pas aux populations d’un autre millésime.`
		}
	];
}
