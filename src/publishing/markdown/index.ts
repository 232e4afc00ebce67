import type { PublishedDocument } from '#core/blocks.ts';
import { linksTo } from '../links.ts';
import { prepareChapters, type NumberedChapter } from '../prepare.ts';
import { french } from '../typography.ts';
import { asOfText, keyFigures, WORDS } from '../words.ts';
import { markdownOfBlock } from './blocks.ts';
import { escapeMarkdown } from './escape.ts';

/** The whole document as GitHub Flavored Markdown: tables, links, no HTML. */
export function renderMarkdown(document: PublishedDocument): string {
	const links = linksTo(document.baseUrl);
	const chapters = prepareChapters(document);
	const { identity } = document;
	const parts = [
		document.reserved ? `**${plain(document.reserved)}**` : '',
		`# ${plain(`${document.title} ${String(document.year)} – ${identity.name}`)}`,
		plain([identity.fullName, identity.ptce, identity.territory].filter(Boolean).join(' · ')),
		`*${plain(asOfText(document))}*`,
		identity.motto ? `> ${plain(identity.motto)}` : '',
		`## ${WORDS.contents}`,
		chapters.map((chapter) => `- ${chapterTitle(chapter)}`).join('\n'),
		...chapters.flatMap((chapter) => [
			`## ${chapterTitle(chapter)}`,
			chapter.summary ? `*${plain(chapter.summary)}*` : '',
			...[...keyFigures(chapter.figures), ...chapter.blocks].map((block) =>
				markdownOfBlock(block, links)
			)
		]),
		'---',
		[plain(identity.address), identity.website ? plain(identity.website) : '']
			.filter(Boolean)
			.join(' · ')
	];
	return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function chapterTitle({ number, title }: NumberedChapter): string {
	return plain(number === null ? title : `${String(number)}. ${title}`);
}

function plain(text: string): string {
	return escapeMarkdown(french(text));
}
