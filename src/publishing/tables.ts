import type { AgendaBlock, CalendarBlock, ChartBlock, Inlines, TableBlock } from '#core/blocks.ts';
import { formatPartialDate, parsePartialDate } from '#core/partial-date.ts';
import { isSign, MISSING, valueText } from './figures.ts';
import { shortMonth } from './months.ts';

const ROW_HEADS = {
	bars: 'Intitulé',
	pairedBars: 'Intitulé',
	columns: 'Période',
	line: 'Date'
} as const;

/** The values of a chart: every renderer prints them beside the picture, or instead of it. */
export function chartTable(block: ChartBlock): TableBlock {
	return {
		kind: 'table',
		caption: `Valeurs : ${block.title}`,
		columns: [
			{ label: ROW_HEADS[block.chart], width: 2 },
			...block.series.map((name) => ({ label: name || block.unit, align: 'right' as const }))
		],
		rows: block.rows.map((row) => [
			{ text: rowLabel(block, row), href: row.href },
			...block.series.map((_, index): Inlines => {
				const value = row.values[index] ?? null;
				if (value === null) return { text: MISSING, missing: true };
				return valueText(value, row.unit ?? block.unit, row.decimals);
			})
		])
	};
}

/** Values over ordered categories read as they are drawn: a column for each category, a row for each series. */
export function columnsTable(block: ChartBlock): TableBlock {
	const table = chartTable(block);
	if (block.rows.length > MOST_COLUMNS) return table;
	return {
		...table,
		columns: [
			{ label: ROW_HEADS[block.chart], width: 1.5 },
			...block.rows.map((row) => ({ label: shortMonth(row.label), align: 'right' as const }))
		],
		rows: block.series.map((name, index) => [
			name || block.unit,
			...table.rows.map((row) => row[index + 1] ?? '')
		])
	};
}

/** What the picture of a chart is, for those who do not see it; the table tells the values. */
export function chartAlternative(block: ChartBlock): string {
	return `Graphique : ${block.title}. Les valeurs sont dans le tableau qui suit.`;
}

/** Name of a row, with its unit when it is a word; a dated point of a line reads as a French date. */
export function rowLabel(block: ChartBlock, { label, unit }: ChartBlock['rows'][number]): string {
	const date = block.chart === 'line' ? parsePartialDate(label) : null;
	const name = date ? formatPartialDate(date) : label;
	return unit && !isSign(unit) ? `${name} (${unit})` : name;
}

/** A calendar as a table; the columns nobody filled are left out. */
export function calendarTable(block: CalendarBlock): TableBlock {
	const has = (name: 'body' | 'place') => block.entries.some((entry) => entry[name]);
	const [hasBody, hasPlace] = [has('body'), has('place')];
	return {
		kind: 'table',
		caption: block.caption,
		columns: [
			{ label: 'Date', width: 1.7 },
			{ label: 'Rencontre', width: 2.6 },
			...(hasBody ? [{ label: 'Instance', width: 1.6 }] : []),
			...(hasPlace ? [{ label: 'Lieu', width: 1.5 }] : [])
		],
		rows: block.entries.map((entry) => [
			formatPartialDate(entry.date),
			[{ text: entry.title, href: entry.href }, ...(entry.note ? [` — ${entry.note}`] : [])],
			...(hasBody ? [entry.body ?? '–'] : []),
			...(hasPlace ? [entry.place ?? { text: MISSING, missing: true }] : [])
		])
	};
}

/** "13h30 – 14h00", "13h30" or nothing. */
export function hoursOf(item: AgendaBlock['items'][number]): string {
	return [item.from, item.to].filter(Boolean).join(' – ');
}

/** Whether the agenda gives hours: a table then, nested lists otherwise. */
export function isTimed(block: AgendaBlock): boolean {
	return block.items.some((item) => item.from);
}

/** Columns of values that hold on the width of a page. */
const MOST_COLUMNS = 13;
