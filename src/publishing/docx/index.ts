import type { PublishedDocument } from '#core/blocks.ts';
import { Document, Packer } from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { paletteOf } from '../colours.ts';
import { linksTo } from '../links.ts';
import { prepareChapters, type NumberedChapter } from '../prepare.ts';
import { printable } from '../svg.ts';
import { french } from '../typography.ts';
import type { DocxContext } from './blocks.ts';
import { isQuickToLayOut } from './layout.ts';
import { chapterSection, contentsSection, coverSection, titleOf } from './sections.ts';
import { documentStyles } from './styles.ts';

/**
 * The document as a Word file that a team can go on writing: real headings, contents, tables and lists;
 * pictures with their alternative text; French for the spelling checker.
 */
export async function renderDocx(document: PublishedDocument): Promise<Uint8Array> {
	const { identity } = document;
	const palette = paletteOf(identity.colours);
	let lists = 0;
	const context: DocxContext = {
		links: linksTo(document.baseUrl),
		palette,
		nextList: () => (lists += 1)
	};
	const chapters = prepareChapters(document);
	const section = (chapter: NumberedChapter) => chapterSection(chapter, document, context);
	const file = new Document({
		title: titleOf(document),
		creator: printable(identity.fullName || identity.name),
		subject: printable(french(identity.territory)),
		...documentStyles(palette),
		// Page numbers of the contents are worked out here, when that is quick: Word need not ask to update the fields.
		...(isQuickToLayOut(document)
			? { pageNumbers: estimatePageNumbersWith({ guess: true }) }
			: { features: { updateFields: true } }),
		sections: [
			coverSection(document, context),
			...chapters.filter((chapter) => chapter.front).map(section),
			contentsSection(document),
			...chapters.filter((chapter) => !chapter.front).map(section)
		]
	});
	return new Uint8Array(await Packer.toBuffer(file));
}
