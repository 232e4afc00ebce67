import type { PublishedDocument } from '#core/blocks.ts';
import { boundsOf } from '#core/partial-date.ts';
import { mix, paletteOf, type Palette } from '../colours.ts';
import { coverSvg } from '../lighthouse.ts';
import { linksTo, type Links } from '../links.ts';
import { prepareChapters, type NumberedChapter } from '../prepare.ts';
import { french } from '../typography.ts';
import { asOfText, keyFigures, reservedMark, WORDS } from '../words.ts';
import { typstBlock, type TypstBlock, type TypstContext } from './blocks.ts';
import { hangs, segmentsOf, type Segment } from './segments.ts';

/** Everything the template prints. Words are data: Typst never reads them as markup. */
export interface TypstData {
	title: string;
	heading: string;
	subtitle: string;
	year: string;
	name: string;
	fullName: string;
	ptce: string;
	territory: string;
	address: string;
	website: string | null;
	motto: string;
	footer: string;
	/** What an edition that is not for everybody says first; empty for the others. */
	reserved: string;
	asOf: string;
	/** Year, month and day of the data, for the metadata. */
	date: [number, number, number];
	baseUrl: string;
	words: typeof WORDS;
	palette: Palette & { deep: string };
	cover: string;
	/** The contents are set in two columns. */
	longContents: boolean;
	chapters: TypstChapter[];
}

interface TypstChapter {
	title: string;
	summary: string;
	number: number | null;
	front: boolean;
	annex: boolean;
	/** One of a series: its figures stand on one line. */
	sheet: boolean;
	/** Opens with a ruled title rather than a band. */
	compact: boolean;
	/** Begins a page of its own all the same. */
	breaks: boolean;
	/** Something stands in the margin: texts keep to the reading column beside it. */
	hangs: boolean;
	tiles: TypstBlock | null;
	segments: Segment[];
}

/** The document as data for `report.typ`. */
export function typstData(document: PublishedDocument): TypstData {
	const { identity, year } = document;
	const palette = paletteOf(identity.colours);
	const toSite = linksTo(document.baseUrl);
	// An anchor of a page leads nowhere in the file.
	const links: Links = (href) => (href.startsWith('#') ? null : toSite(href));
	const prepared = prepareChapters(document);
	const context = { links, palette, repeated: repeatedHeadings(prepared) };
	const chapters = prepared.map((one) => typstChapter(one, context));
	const [y = year, month = 12, day = 31] = boundsOf(document.asOf).last.split('-').map(Number);
	return {
		title: french(`${document.title} ${String(year)} – ${identity.name}${reservedMark(document)}`),
		heading: french(document.title),
		subtitle: french(document.subtitle ?? ''),
		year: String(year),
		name: french(identity.name),
		fullName: french(identity.fullName),
		ptce: french(identity.ptce ?? ''),
		territory: french(identity.territory),
		address: french(identity.address),
		website: identity.website ? links(identity.website) : null,
		motto: french(identity.motto ?? ''),
		footer: french(`${document.title} ${String(year)} – ${identity.name}${reservedMark(document)}`),
		reserved: french(document.reserved ?? ''),
		asOf: asOfText(document),
		date: [y, month, day],
		baseUrl: document.baseUrl.replace(/(?<!\/)\/+$/, ''),
		words: WORDS,
		palette: { ...palette, deep: mix(palette.main, '#000000', 0.78) },
		cover: coverSvg(palette),
		longContents: contentsLength(chapters) > ONE_COLUMN,
		chapters
	};
}

/** Entries of the contents that one column of a page holds. */
const ONE_COLUMN = 42;

/** A heading found in as many chapters is a form ("Contexte", "Perspectives"), not a subject. */
const REPEATED = 3;

function contentsLength(chapters: TypstChapter[]): number {
	const listed = (segment: Segment) =>
		segment.kind === 'wide' && segment.block.kind === 'heading' && segment.block.listed;
	return chapters
		.filter((chapter) => !chapter.front)
		.reduce((sum, chapter) => sum + 1 + chapter.segments.filter(listed).length, 0);
}

function repeatedHeadings(chapters: NumberedChapter[]): Set<string> {
	const counts = new Map<string, number>();
	for (const { blocks } of chapters) {
		const texts = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
		for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	return new Set([...counts].flatMap(([text, count]) => (count >= REPEATED ? [text] : [])));
}

function typstChapter(chapter: NumberedChapter, context: TypstContext): TypstChapter {
	const [tiles] = keyFigures(chapter.figures);
	const blocks = chapter.blocks.map((block) => typstBlock(block, context));
	const segments = segmentsOf(withoutUselessBreaks(blocks));
	return {
		title: french(chapter.title),
		summary: french(chapter.summary ?? ''),
		number: chapter.number,
		front: chapter.front ?? false,
		annex: chapter.annex ?? false,
		sheet: chapter.sheet ?? false,
		compact: chapter.compact,
		breaks: chapter.annex ?? false,
		hangs: hangs(segments),
		tiles: tiles ? typstBlock(tiles, context) : null,
		segments
	};
}

/** A chapter begins on a new page already: its first block need not. */
function withoutUselessBreaks(blocks: TypstBlock[]): TypstBlock[] {
	return blocks.map((block, index) =>
		index === 0 && block.kind === 'heading' ? { ...block, newPage: false } : block
	);
}
