import { HeadingLevel, Paragraph, TextRun } from 'docx';
import type { Passage } from '../passages.ts';
import { printable } from '../svg.ts';
import { docxOfRuns } from './runs.ts';
import { LISTS, STYLES } from './styles.ts';

/** Word's own heading styles, so that the navigation pane and the contents know them. */
export const HEADINGS = [
	HeadingLevel.HEADING_1,
	HeadingLevel.HEADING_2,
	HeadingLevel.HEADING_3,
	HeadingLevel.HEADING_4,
	HeadingLevel.HEADING_5,
	HeadingLevel.HEADING_6
] as const;

/** Gives each numbered list its own count. */
export type NextList = () => number;

/** A structured text as paragraphs. */
export function docxOfPassages(passages: Passage[], nextList: NextList): Paragraph[] {
	return passages.flatMap((passage) => docxOfPassage(passage, nextList));
}

function docxOfPassage(passage: Passage, nextList: NextList): Paragraph[] {
	switch (passage.kind) {
		case 'paragraph':
			return [new Paragraph({ children: docxOfRuns(passage.runs, true) })];
		case 'heading':
			return [
				new Paragraph({
					heading: HEADINGS[passage.level - 1] ?? HeadingLevel.HEADING_6,
					children: docxOfRuns(passage.runs, true)
				})
			];
		case 'list':
			return docxOfList(passage, 0, nextList);
		case 'quote':
			return docxOfPassages(passage.parts, nextList).length > 0
				? passage.parts.map(
						(part) =>
							new Paragraph({
								indent: { left: 400 },
								children:
									part.kind === 'paragraph'
										? docxOfRuns(part.runs, true)
										: [new TextRun(textOf(part))]
							})
					)
				: [];
		case 'code':
			return passage.text
				.split('\n')
				.map(
					(line) => new Paragraph({ style: STYLES.code, children: [new TextRun(printable(line))] })
				);
		case 'rule':
			return [new Paragraph({ thematicBreak: true })];
	}
}

type List = Extract<Passage, { kind: 'list' }>;

function docxOfList(list: List, level: number, nextList: NextList): Paragraph[] {
	const reference = list.ordered ? LISTS.numbers : LISTS.bullets;
	const instance = list.ordered ? nextList() : 0;
	return list.items.flatMap((item) =>
		item.flatMap((part, index): Paragraph[] => {
			if (part.kind === 'list') return docxOfList(part, Math.min(level + 1, 3), nextList);
			if (part.kind !== 'paragraph') return docxOfPassage(part, nextList);
			const children = docxOfRuns(part.runs, true);
			if (index > 0)
				return [
					new Paragraph({ style: STYLES.listItem, indent: { left: 400 + level * 400 }, children })
				];
			return [
				new Paragraph({
					style: STYLES.listItem,
					numbering: { reference, level, instance },
					children
				})
			];
		})
	);
}

/** The words of a passage that stands where Word has no place for its shape. */
function textOf(passage: Passage): string {
	switch (passage.kind) {
		case 'paragraph':
		case 'heading':
			return passage.runs.map((run) => printable(run.text)).join('');
		case 'list':
			return passage.items.map((item) => `• ${item.map(textOf).join(' ')}`).join(' ');
		case 'quote':
			return passage.parts.map(textOf).join(' ');
		case 'code':
			return printable(passage.text);
		case 'rule':
			return '';
	}
}
