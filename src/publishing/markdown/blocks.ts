import type { AgendaBlock, Block, Inlines, TableBlock } from '#core/blocks.ts';
import { figureText, figureWords } from '../figures.ts';
import type { Links } from '../links.ts';
import { passagesOf } from '../passages.ts';
import { runsOf } from '../runs.ts';
import { calendarTable, chartTable, hoursOf } from '../tables.ts';
import { french, quoted } from '../typography.ts';
import { pictureCaption, signatureText, sourcesText, TONES, WORDS } from '../words.ts';
import { escapeMarkdown, markdownOfRuns } from './escape.ts';
import { markdownOfPassages } from './passages.ts';

/** Headings of the blocks stand under the title of the document and those of the chapters. */
const SHIFT = 1;

/** One block as GFM, without HTML. */
export function markdownOfBlock(block: Block, links: Links): string {
	const inline = (inlines: Inlines) => markdownOfRuns(runsOf(inlines, links));
	switch (block.kind) {
		case 'heading':
			return `${'#'.repeat(block.level + SHIFT)} ${plain(block.text)}`;
		case 'prose':
			return joined([
				block.personal ? `*${WORDS.personal}*` : '',
				markdownOfPassages(passagesOf(block.text, links), SHIFT),
				block.signature ? `— ${plain(signatureText(block.signature))}` : '',
				plain(sourcesText(block.sources))
			]);
		case 'paragraph':
			return inline(block.runs);
		case 'keyFigures':
			return block.figures
				.map((figure) => {
					const value = { text: figureText(figure), figure: figure.path, strong: true };
					const { label, source } = figureWords(figure);
					return `- ${plain(label)} : ${inline(value)}${source ? ` (${plain(source)})` : ''}`;
				})
				.join('\n');
		case 'table':
			return markdownOfTable(block, links);
		case 'quote': {
			const author = block.author ? inline({ text: block.author, href: block.href }) : '';
			const by = [author, block.role ? plain(block.role) : ''].filter(Boolean).join(', ');
			return joined([`> ${plain(quoted(block.text))}`, by ? `> — ${by}` : '']).replace(
				'\n\n>',
				'\n>\n>'
			);
		}
		case 'list': {
			const items = block.items.map((item) => {
				const state = item.state ? ` (${plain(item.state)})` : '';
				const children = (item.children ?? []).map((child) => `\n  - ${inline(child)}`);
				return `- ${inline(item.content)}${state}${children.join('')}`;
			});
			return joined([block.title ? `**${plain(block.title)}**` : '', items.join('\n')]);
		}
		case 'calendar':
			return markdownOfTable(calendarTable(block), links);
		case 'agenda':
			return markdownOfAgenda(block, inline);
		case 'facts': {
			const entries = block.entries.map(
				({ label, value }) => `- ${plain(label)} : ${inline(value)}`
			);
			return joined([`**${plain(block.title)}**`, entries.join('\n')]);
		}
		case 'notice':
			return `> **${TONES[block.tone]}.** ${plain(block.text)}`;
		case 'picture':
			return joined([
				block.svg ? `*[${plain(block.alt)}]*` : `*${WORDS.missingPicture}* : ${plain(block.alt)}`,
				plain(pictureCaption(block))
			]);
		case 'chart':
			return markdownOfTable(
				{ ...chartTable(block), caption: block.title, note: block.caption },
				links
			);
		case 'map':
			return joined([
				`**${plain(block.title)}** ${plain(block.caption)}`,
				markdownOfTable(block.table, links)
			]);
	}
}

function markdownOfTable(block: TableBlock, links: Links): string {
	const row = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const cell = (inlines: Inlines) => markdownOfRuns(runsOf(inlines, links)).replaceAll('\\\n', ' ');
	const table = [
		row(block.columns.map((column) => plain(column.label))),
		row(block.columns.map((column) => (column.align === 'right' ? '---:' : '---'))),
		...block.rows.map((cells) => row(cells.map(cell)))
	];
	return joined([
		`**${plain(block.caption)}**`,
		table.join('\n'),
		block.note ? plain(block.note) : ''
	]);
}

function markdownOfAgenda(block: AgendaBlock, inline: (inlines: Inlines) => string): string {
	const items = block.items.map((item) => {
		const hours = hoursOf(item);
		const children = (item.children ?? []).map((child) => `\n  - ${inline(child)}`);
		return `- ${hours ? `${plain(hours)} : ` : ''}${inline(item.title)}${children.join('')}`;
	});
	return joined([`**${plain(block.caption)}**`, items.join('\n')]);
}

function plain(text: string): string {
	return escapeMarkdown(french(text));
}

function joined(parts: string[]): string {
	return parts.filter(Boolean).join('\n\n');
}
