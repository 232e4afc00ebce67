import type { PublishedDocument } from '#core/blocks.ts';
import {
	ExternalHyperlink,
	Footer,
	Header,
	HeadingLevel,
	PageNumber,
	Paragraph,
	SectionType,
	TableOfContents,
	TabStopType,
	TextRun,
	type ISectionOptions
} from 'docx';
import { bannerSvg } from '../lighthouse.ts';
import type { NumberedChapter } from '../prepare.ts';
import { printable } from '../svg.ts';
import { french } from '../typography.ts';
import { asOfText, reservedMark, WORDS } from '../words.ts';
import { docxOfBlock, type DocxContext } from './blocks.ts';
import { imageOf } from './pictures.ts';
import { PAGE, STYLES, TEXT_WIDTH } from './styles.ts';
import { docxOfFigures, words } from './tables.ts';

/** "Rapport d’activité 2023 – PHARE". */
export function titleOf(document: PublishedDocument): string {
	const { title, year, identity } = document;
	return printable(french(`${title} ${String(year)} – ${identity.name}${reservedMark(document)}`));
}

/** Names, picture, motto and address. */
export function coverSection(
	document: PublishedDocument,
	{ palette, links }: DocxContext
): ISectionOptions {
	const { identity } = document;
	const line = (text: string) => new Paragraph({ style: STYLES.subtitle, children: [words(text)] });
	const lines = [identity.fullName, identity.ptce, identity.territory].filter(Boolean);
	const website = identity.website ? links(identity.website) : null;
	return {
		properties: pageProperties(),
		children: [
			...(document.reserved
				? [new Paragraph({ style: STYLES.quote, children: [words(document.reserved)] })]
				: []),
			line(identity.name),
			new Paragraph({
				heading: HeadingLevel.TITLE,
				children: [words(`${document.title} ${String(document.year)}`)]
			}),
			...lines.map((text) => line(text ?? '')),
			imageOf(bannerSvg(palette), 'Un phare éclaire la mer'),
			...(identity.motto
				? [new Paragraph({ style: STYLES.quote, children: [words(identity.motto)] })]
				: []),
			new Paragraph({ spacing: { before: 400 }, children: [words(asOfText(document))] }),
			new Paragraph({ children: [words(identity.address)] }),
			...(website ? [new Paragraph({ children: [linkTo(website)] })] : [])
		]
	};
}

/** Contents that Word fills and updates from the headings. */
export function contentsSection(document: PublishedDocument): ISectionOptions {
	return {
		...framed(document, WORDS.contents),
		children: [
			new Paragraph({ style: STYLES.contents, children: [words(WORDS.contents)] }),
			new TableOfContents(WORDS.contents, { hyperlink: true, headingStyleRange: '1-2' })
		]
	};
}

/** A chapter, on its own pages unless it is short or a sheet of a series; its title in the running head. */
export function chapterSection(
	chapter: NumberedChapter,
	document: PublishedDocument,
	context: DocxContext
): ISectionOptions {
	const { number, title, summary, figures, annex } = chapter;
	const follows = chapter.compact && !annex;
	// A chapter begins on a new page already: its first block need not.
	const blocks = chapter.blocks.map((block, index) =>
		index === 0 && block.kind === 'heading' ? { ...block, newPage: false } : block
	);
	return {
		...framed(document, title, follows),
		children: [
			new Paragraph({
				heading: HeadingLevel.HEADING_1,
				...(follows ? { spacing: { before: 480 } } : {}),
				children: [words(number === null ? title : `${String(number)}. ${title}`)]
			}),
			...(summary ? [new Paragraph({ style: STYLES.summary, children: [words(summary)] })] : []),
			...(follows
				? []
				: [new Paragraph({ style: STYLES.aside, children: [words(asOfText(document))] })]),
			...(figures?.length ? docxOfFigures(figures, context.links, context.palette) : []),
			...blocks.flatMap((block) => docxOfBlock(block, context))
		]
	};
}

/** Running head with the chapter, foot with the document and the page. */
function framed(
	document: PublishedDocument,
	chapter: string,
	follows = false
): Pick<ISectionOptions, 'properties' | 'headers' | 'footers'> {
	const head = new Paragraph({ style: STYLES.aside, children: [words(chapter)] });
	const foot = new Paragraph({
		style: STYLES.aside,
		tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH.twips }],
		children: [
			new TextRun(titleOf(document)),
			new TextRun({ children: ['\t', PageNumber.CURRENT] })
		]
	});
	return {
		properties: pageProperties(follows),
		headers: { default: new Header({ children: [head] }) },
		footers: { default: new Footer({ children: [foot] }) }
	};
}

function pageProperties(follows = false): NonNullable<ISectionOptions['properties']> {
	const { width, height, margin } = PAGE;
	return {
		type: follows ? SectionType.CONTINUOUS : SectionType.NEXT_PAGE,
		page: {
			size: { width, height },
			margin: {
				top: 1300,
				bottom: 1200,
				left: margin,
				right: margin,
				header: 600,
				footer: 560
			}
		}
	};
}

function linkTo(address: string): ExternalHyperlink {
	return new ExternalHyperlink({
		link: address,
		children: [new TextRun({ text: address, style: 'Hyperlink' })]
	});
}
