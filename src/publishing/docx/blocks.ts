import { HeadingLevel, Paragraph, type ParagraphChild, type Table } from 'docx';
import type { Block, ChartBlock, Inlines } from '#core/blocks.ts';
import { renderChart } from '../charts/index.ts';
import type { Palette } from '../colours.ts';
import { figureText, figureWords } from '../figures.ts';
import type { Links } from '../links.ts';
import { renderMap } from '../map/index.ts';
import { passagesOf, type Passage } from '../passages.ts';
import { cleanSvg } from '../pictures.ts';
import { runsOf } from '../runs.ts';
import { calendarTable, chartAlternative, chartTable, hoursOf } from '../tables.ts';
import { french, quoted } from '../typography.ts';
import { pictureCaption, signatureText, sourcesText, TONES, WORDS } from '../words.ts';
import { wordPicture, wordTheme } from './pictures.ts';
import { wordTable } from './tables.ts';
import { wordRuns } from './words.ts';

export type Part = Paragraph | Table;

export interface WordContext {
	links: Links;
	palette: Palette;
}

const LEVELS = [
	HeadingLevel.HEADING_1,
	HeadingLevel.HEADING_2,
	HeadingLevel.HEADING_3,
	HeadingLevel.HEADING_4,
	HeadingLevel.HEADING_5,
	HeadingLevel.HEADING_6
];

/** A heading of a real style, so that Word's navigation and contents find it. */
export function wordHeading(
	text: string,
	level: number,
	options: { newPage?: boolean } = {}
): Paragraph {
	return new Paragraph({
		text,
		heading: LEVELS[level - 1] ?? HeadingLevel.HEADING_6,
		...(options.newPage ? { pageBreakBefore: true } : {})
	});
}

/** One block as paragraphs, tables and pictures of Word. */
export function wordsOfBlock(block: Block, context: WordContext): Part[] {
	const { links } = context;
	const inline = (inlines: Inlines, bold = false) => wordRuns(runsOf(inlines, links), { bold });
	switch (block.kind) {
		case 'heading':
			return [wordHeading(french(block.text), block.level, { newPage: block.newPage ?? false })];
		case 'prose':
			return [
				...(block.personal ? [line(WORDS.personal)] : []),
				...passagesOf(block.text, links).flatMap((passage) => wordsOfPassage(passage)),
				...lines([
					block.signature ? `— ${signatureText(block.signature)}` : '',
					sourcesText(block.sources)
				])
			];
		case 'paragraph':
			return [new Paragraph({ children: inline(block.runs) })];
		case 'keyFigures':
			return block.figures.map((figure) => {
				const { label, source } = figureWords(figure);
				return bullet([
					...inline({ text: figureText(figure), figure: figure.path, strong: true }),
					...inline(` ${label}${source ? ` (${source})` : ''}`)
				]);
			});
		case 'table':
			return wordTable(block, links);
		case 'calendar':
			return wordTable(calendarTable(block), links);
		case 'quote':
			return [
				new Paragraph({ text: french(quoted(block.text)), style: 'IntenseQuote' }),
				...lines(
					[[block.author, block.role].filter(Boolean).join(', ')].map((by) =>
						by ? `— ${french(by)}` : ''
					)
				)
			];
		case 'list':
			return [
				...(block.title ? [line(block.title, true)] : []),
				...block.items.flatMap((item) => [
					bullet([...inline(item.content), ...inline(item.state ? ` (${item.state})` : '')]),
					...(item.children ?? []).map((child) => bullet(inline(child), 1))
				])
			];
		case 'agenda':
			return [
				line(block.caption, true),
				...block.items.flatMap((item) => [
					bullet(inline([hoursOf(item) ? `${hoursOf(item)} : ` : '', item.title])),
					...(item.children ?? []).map((child) => bullet(inline(child), 1))
				])
			];
		case 'facts':
			return [
				line(block.title, true),
				...block.entries.map(({ label, value }) =>
					bullet([...inline(`${label} : `, true), ...inline(value)])
				)
			];
		case 'notice':
			return [
				new Paragraph({
					children: [...inline(`${TONES[block.tone]}. `, true), ...inline(block.text)]
				})
			];
		case 'picture': {
			const clean = block.svg ? cleanSvg(block.svg, {}) : null;
			return [
				clean ? wordPicture(clean, block.alt) : line(`${WORDS.missingPicture} : ${block.alt}`),
				...lines([pictureCaption(block)])
			];
		}
		case 'chart':
			return [
				...chartPicture(block, context),
				...wordTable({ ...chartTable(block), caption: block.title, note: block.caption }, links)
			];
		case 'map':
			return [
				line(block.title, true),
				wordPicture(
					renderMap(block, { theme: wordTheme(context.palette) }),
					`${block.title}. ${block.caption}`
				),
				...wordTable(block.table, links)
			];
	}
}

function chartPicture(block: ChartBlock, { palette }: WordContext): Part[] {
	const svg = renderChart(block, { theme: wordTheme(palette) });
	return svg ? [wordPicture(svg, chartAlternative(block))] : [];
}

function wordsOfPassage(passage: Passage, depth = 0): Part[] {
	switch (passage.kind) {
		case 'paragraph':
			return [
				depth > 0
					? bullet(wordRuns(passage.runs), depth - 1)
					: new Paragraph({ children: wordRuns(passage.runs) })
			];
		case 'heading':
			return [
				new Paragraph({
					children: wordRuns(passage.runs),
					heading: LEVELS[passage.level - 1] ?? HeadingLevel.HEADING_6
				})
			];
		case 'list':
			return passage.items.flatMap((item) =>
				item.flatMap((part) => wordsOfPassage(part, depth + 1))
			);
		case 'quote':
			return passage.parts.flatMap((part) => wordsOfPassage(part, depth));
		case 'code':
			return [new Paragraph({ text: passage.text })];
		case 'rule':
			return [];
	}
}

function bullet(children: ParagraphChild[], level = 0): Paragraph {
	return new Paragraph({ children, bullet: { level: Math.min(level, 4) } });
}

function line(text: string, bold = false): Paragraph {
	return new Paragraph({
		children: wordRuns([{ text: french(text) }], { bold }),
		...(bold ? { keepNext: true } : {})
	});
}

function lines(texts: string[]): Paragraph[] {
	return texts.filter(Boolean).map((text) => line(text));
}
