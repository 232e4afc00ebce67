import type { AgendaBlock, CalendarBlock, TableBlock } from '#core/blocks.ts';
import { precisionOf, type PartialDate } from '#core/partial-date.ts';
import type { Links } from '../links.ts';
import { escapeXml } from '../svg.ts';
import { calendarTable, hoursOf, isTimed } from '../tables.ts';
import { french } from '../typography.ts';
import { htmlOf } from './runs.ts';

/** A table in its own scroller, so that a narrow screen never scrolls sideways as a whole. */
export function htmlOfTable(block: TableBlock, links: Links): string {
	const rows = block.rows.map((row) => row.map((cell) => htmlOf(cell, links)));
	return writeTable(block, rows);
}

/** A calendar as a table whose row headers are dates that machines read too. */
export function htmlOfCalendar(block: CalendarBlock, links: Links): string {
	const table = calendarTable(block);
	const rows = table.rows.map((row, index) => {
		const [first = '', ...others] = row.map((cell) => htmlOf(cell, links));
		const date = block.entries[index]?.date;
		return [date ? htmlOfDate(date, first) : first, ...others];
	});
	return writeTable(table, rows);
}

/** Hours in a table; points without hours as a list. */
export function htmlOfAgenda(block: AgendaBlock, links: Links): string {
	const points = block.items.map((item) => {
		const children = (item.children ?? []).map((child) => `<li>${htmlOf(child, links)}</li>`);
		return htmlOf(item.title, links) + (children.length > 0 ? `<ul>${children.join('')}</ul>` : '');
	});
	if (!isTimed(block)) {
		const items = points.map((point) => `<li>${point}</li>`);
		return `<p class="list-title">${htmlText(block.caption)}</p><ol>${items.join('')}</ol>`;
	}
	const table: TableBlock = {
		kind: 'table',
		caption: block.caption,
		columns: [{ label: 'Horaire' }, { label: 'Point' }],
		rows: []
	};
	return writeTable(
		table,
		block.items.map((item, index) => [htmlText(hoursOf(item)), points[index] ?? '']),
		'is-timed'
	);
}

function writeTable(block: TableBlock, rows: string[][], className?: string): string {
	const sides = block.columns.map((column) => (column.align === 'right' ? ' class="n"' : ''));
	const head = block.columns.map(
		(column, index) => `<th scope="col"${sides[index] ?? ''}>${htmlText(column.label)}</th>`
	);
	// On a phone each row is a card, and a cell says the name of its column.
	const labels = block.columns.map((column) => ` data-label="${htmlText(column.label)}"`);
	const body = rows.map((row) => {
		const cells = row.map((cell, index) =>
			index === 0
				? `<th scope="row"${sides[index] ?? ''}>${cell}</th>`
				: `<td${sides[index] ?? ''}${labels[index] ?? ''}>${cell}</td>`
		);
		return `<tr>${cells.join('')}</tr>`;
	});
	const caption = htmlText(block.caption);
	const note = block.note ? `<p class="table-note">${htmlText(block.note)}</p>` : '';
	return (
		`<section class="table-scroll" aria-label="${caption}" tabindex="0"><table${className ? ` class="${className}"` : ''}>` +
		`<caption>${caption}</caption><thead><tr>${head.join('')}</tr></thead>` +
		`<tbody>${body.join('')}</tbody></table></section>${note}`
	);
}

/** HTML knows days, months and years; a quarter or a half-year stays plain words. */
function htmlOfDate(date: PartialDate, words: string): string {
	const precision = precisionOf(date);
	const isKnown = precision !== 'quarter' && precision !== 'half';
	return isKnown ? `<time datetime="${date}">${words}</time>` : words;
}

/** French typography, then escaping. */
export function htmlText(text: string): string {
	return escapeXml(french(text));
}
