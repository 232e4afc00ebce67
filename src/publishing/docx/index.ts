import {
	AlignmentType,
	Document,
	Footer,
	Header,
	Packer,
	PageNumber,
	Paragraph,
	TableOfContents,
	TextRun
} from 'docx';
import type { PublishedDocument } from '#core/blocks.ts';
import { paletteOf } from '../colours.ts';
import { linksTo } from '../links.ts';
import { prepareChapters } from '../prepare.ts';
import { french } from '../typography.ts';
import { asOfText, keyFigures, WORDS } from '../words.ts';
import { wordHeading, wordsOfBlock, type Part } from './blocks.ts';

/** Margins of 20 mm, in twentieths of a point. */
const MARGIN = 1134;

/** The whole document for Word: real headings, tables and pictures, contents, page numbers, language. */
export async function renderDocx(document: PublishedDocument): Promise<Uint8Array> {
	const { identity } = document;
	const title = french(`${document.title} ${String(document.year)} – ${identity.name}`);
	const context = { links: linksTo(document.baseUrl), palette: paletteOf(identity.colours) };
	const chapters: Part[] = prepareChapters(document).flatMap((chapter) => [
		wordHeading(
			french(
				chapter.number === null ? chapter.title : `${String(chapter.number)}. ${chapter.title}`
			),
			1,
			{ newPage: true }
		),
		...(chapter.summary ? [new Paragraph({ text: french(chapter.summary) })] : []),
		...[...keyFigures(chapter.figures), ...chapter.blocks].flatMap((block) =>
			wordsOfBlock(block, context)
		)
	]);
	const file = new Document({
		title,
		creator: identity.fullName,
		description: french(asOfText(document)),
		features: { updateFields: true },
		styles: {
			default: {
				document: {
					run: { font: 'Atkinson Hyperlegible Next', size: 21, language: { value: 'fr-FR' } },
					paragraph: { spacing: { after: 120, line: 300 } }
				}
			}
		},
		sections: [
			{
				properties: {
					page: { margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } },
					titlePage: true
				},
				headers: {
					default: new Header({
						children: [new Paragraph({ text: title, alignment: AlignmentType.RIGHT })]
					})
				},
				footers: {
					default: new Footer({
						children: [
							new Paragraph({
								alignment: AlignmentType.CENTER,
								children: [
									new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })
								]
							})
						]
					})
				},
				children: [
					new Paragraph({ text: title, style: 'Title' }),
					...[
						identity.fullName,
						identity.ptce,
						identity.territory,
						asOfText(document),
						identity.motto
					].flatMap((text) => (text ? [new Paragraph({ text: french(text) })] : [])),
					new Paragraph({ text: WORDS.contents, style: 'Subtitle', pageBreakBefore: true }),
					new TableOfContents(WORDS.contents, { hyperlink: true, headingStyleRange: '1-2' }),
					...chapters,
					new Paragraph({
						text: french([identity.address, identity.website].filter(Boolean).join(' · '))
					})
				]
			}
		]
	});
	return new Uint8Array(await Packer.toBuffer(file));
}
