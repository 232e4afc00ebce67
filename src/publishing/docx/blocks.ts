import type { AgendaBlock, Block, FactsBlock, Inlines, ListBlock } from '#core/blocks.ts';
import { Paragraph, TextRun, type FileChild, type ParagraphChild } from 'docx';
import type { Palette } from '../colours.ts';
import type { Links } from '../links.ts';
import { renderMap } from '../map/index.ts';
import { passagesOf } from '../passages.ts';
import { printable } from '../svg.ts';
import { calendarTable, hoursOf, isTimed } from '../tables.ts';
import { french, quoted } from '../typography.ts';
import { signatureText, sourcesText, TONES, WORDS } from '../words.ts';
import { docxOfPassages, HEADINGS, type NextList } from './passages.ts';
import { docxOfChart, docxOfDrawing, docxOfPicture, themeOf } from './pictures.ts';
import { docxOf } from './runs.ts';
import { LISTS, STYLES } from './styles.ts';
import { docxOfFigures, docxOfTable, words } from './tables.ts';

/** What the conversion needs besides the blocks. */
export interface DocxContext {
	links: Links;
	palette: Palette;
	nextList: NextList;
}

/** One block as paragraphs, tables and pictures of Word. */
export function docxOfBlock(block: Block, context: DocxContext): FileChild[] {
	const { links, palette } = context;
	switch (block.kind) {
		case 'heading':
			return [
				new Paragraph({
					heading: HEADINGS[block.level - 1] ?? HEADINGS[3],
					pageBreakBefore: block.newPage ?? false,
					children: [words(block.text)]
				})
			];
		case 'prose':
			return [
				...(block.personal ? [styled(STYLES.aside, WORDS.personal)] : []),
				...docxOfPassages(passagesOf(block.text, links), context.nextList),
				...(block.signature ? [styled(STYLES.listTitle, signatureText(block.signature))] : []),
				...(block.sources?.length ? [styled(STYLES.aside, sourcesText(block.sources))] : [])
			];
		case 'paragraph':
			return [new Paragraph({ children: docxOf(block.runs, links) })];
		case 'keyFigures':
			return docxOfFigures(block.figures, links, palette);
		case 'table':
			return docxOfTable(block, links, palette);
		case 'quote':
			return quote(block, links);
		case 'list':
			return list(block, links);
		case 'calendar':
			return docxOfTable(calendarTable(block), links, palette);
		case 'agenda':
			return agenda(block, context);
		case 'facts':
			return [facts(block, links)];
		case 'notice':
			return [
				new Paragraph({
					style: STYLES.notice,
					children: [new TextRun({ text: `${TONES[block.tone]}. `, bold: true }), words(block.text)]
				})
			];
		case 'picture':
			return docxOfPicture(block);
		case 'chart':
			return docxOfChart(block, links, palette);
		case 'map': {
			const svg = renderMap(block, { theme: themeOf(palette, 720, 13) });
			const alt = `Carte : ${block.title}. Tout ce qu’elle montre est dans le tableau qui suit.`;
			return [
				...docxOfDrawing(svg, { title: block.title, caption: block.caption, alt }),
				...docxOfTable(block.table, links, palette)
			];
		}
	}
}

/** Short facts one after the other, on a tinted ground: a table of them would be half a page. */
function facts({ title, entries }: FactsBlock, links: Links): Paragraph {
	const told = entries.flatMap(({ label, value }, index): ParagraphChild[] => [
		words(`${index === 0 ? ' – ' : '  ·  '}${label} : `),
		...docxOf(value, links)
	]);
	const children = [...docxOf({ text: title, strong: true }, links), ...told];
	return new Paragraph({ style: STYLES.facts, children });
}

function quote(block: Extract<Block, { kind: 'quote' }>, links: Links): Paragraph[] {
	const by: Inlines = [
		...(block.author ? [{ text: block.author, href: block.href }] : []),
		...(block.role ? [`${block.author ? ', ' : ''}${block.role}`] : [])
	];
	return [
		styled(STYLES.quote, quoted(block.text)),
		new Paragraph({ style: STYLES.quoteAuthor, children: docxOf(by, links) })
	];
}

function list(block: ListBlock, links: Links): Paragraph[] {
	const item = (level: number, children: ParagraphChild[]) =>
		new Paragraph({
			style: STYLES.listItem,
			numbering: { reference: LISTS.bullets, level },
			children
		});
	return [
		...(block.title ? [styled(STYLES.listTitle, block.title)] : []),
		...block.items.flatMap(({ content, state, children }) => [
			item(0, [...docxOf(content, links), ...(state ? [stateWords(state)] : [])]),
			...(children ?? []).map((child) => item(1, docxOf(child, links)))
		])
	];
}

function stateWords(state: string): TextRun {
	return new TextRun({ text: printable(french(` (${state})`)), italics: true });
}

function agenda(block: AgendaBlock, { links, palette }: DocxContext): FileChild[] {
	if (!isTimed(block)) {
		const items = block.items.map(({ title, children }) => ({ content: title, children }));
		return list({ kind: 'list', title: block.caption, items }, links);
	}
	return docxOfTable(
		{
			kind: 'table',
			caption: block.caption,
			columns: [{ label: 'Horaire' }, { label: 'Point', width: 4 }],
			rows: block.items.map((item) => [
				hoursOf(item),
				[item.title, ...(item.children ?? []).flatMap((child) => [' · ', child].flat())].flat()
			])
		},
		links,
		palette
	);
}

function styled(style: string, text: string): Paragraph {
	return new Paragraph({ style, children: [words(text)] });
}
