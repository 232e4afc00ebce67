import type { PublishedDocument } from '#core/blocks.ts';
import { mix, paletteOf, readableOn } from '../colours.ts';
import { linksTo } from '../links.ts';
import { prepareChapters, type NumberedChapter } from '../prepare.ts';
import { escapeXml } from '../svg.ts';
import { asOfText, keyFigures, reservedMark, WORDS } from '../words.ts';
import { htmlOfBlock, type HtmlContext } from './blocks.ts';
import documentCss from './document.css?raw';
import publishingCss from './publishing.css?raw';
import { htmlText } from './tables.ts';

/** The whole document as one file that opens anywhere, without network: its CSS inside, system fonts. */
export function renderHtmlDocument(document: PublishedDocument): string {
	const { identity } = document;
	const chapters = prepareChapters(document);
	const context: HtmlContext = { links: linksTo(document.baseUrl), shift: 1 };
	const title = htmlText(
		[document.title, document.year, '–', identity.name].join(' ') + reservedMark(document)
	);
	const contents = chapters.map(
		(chapter) => `<li><a href="#${escapeXml(chapter.id)}">${chapterTitle(chapter)}</a></li>`
	);
	return `<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="author" content="${htmlText(identity.fullName || identity.name)}">
<style>
${colours(document)}
${publishingCss}
${documentCss}
</style>
</head>
<body>
<a class="skip-link" href="#contenu">Aller au contenu</a>
<header class="cover">
${document.reserved ? `<p><strong>${htmlText(document.reserved)}</strong></p>` : ''}
<p>${htmlText(identity.name)} · ${htmlText(identity.territory)}</p>
<h1>${htmlText(document.title)} ${String(document.year)}</h1>
<p>${htmlText([identity.fullName, identity.ptce].filter(Boolean).join(' · '))}</p>
<p>${escapeXml(asOfText(document))}</p>
</header>
<nav aria-label="${WORDS.contents}">
<p class="list-title">${WORDS.contents}</p>
<ul>${contents.join('')}</ul>
</nav>
<main id="contenu">
${chapters.map((chapter) => htmlOfChapter(chapter, context)).join('\n')}
</main>
<footer>
${identity.motto ? `<p>${htmlText(identity.motto)}</p>` : ''}
<p>${htmlText(identity.fullName || identity.name)}<br>${htmlText(identity.address)}</p>
${htmlOfWebsite(identity.website, context)}
</footer>
</body>
</html>
`;
}

function htmlOfChapter(chapter: NumberedChapter, context: HtmlContext): string {
	const blocks = [...keyFigures(chapter.figures), ...chapter.blocks];
	return `<section aria-labelledby="${escapeXml(chapter.id)}">
<h2 id="${escapeXml(chapter.id)}">${chapterTitle(chapter)}</h2>
${chapter.summary ? `<p class="summary">${htmlText(chapter.summary)}</p>` : ''}
${blocks.map((block) => htmlOfBlock(block, context)).join('\n')}
</section>`;
}

function chapterTitle({ number, title }: NumberedChapter): string {
	return htmlText(number === null ? title : `${String(number)}. ${title}`);
}

function htmlOfWebsite(website: string | undefined, { links }: HtmlContext): string {
	const href = website ? links(website) : null;
	return href ? `<p><a href="${escapeXml(href)}">${escapeXml(href)}</a></p>` : '';
}

/** The colours that the design system gives to the pages of the site, for a file that stands alone. */
function colours({ identity }: PublishedDocument): string {
	const { main, onMain, accent, mainText, tint, line, ink, soft } = paletteOf(identity.colours);
	const night = { paper: '#14181f', raised: '#1f2630' };
	const brand = readableOn(main, night.raised, '#dbe9ff', 7);
	const nightCover = readableOn(mix(main, night.paper, 0.6), '#ffffff', night.paper);
	return `:root{--ink:${ink};--ink-soft:${soft};--paper:#fff;--paper-raised:${tint};--line:${line};--accent:${accent};--accent-ink:${readableOn('#1b2430', accent, '#ffffff')};--brand:${mainText};--brand-ink:#fff;--cover:${main};--cover-ink:${onMain}}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8ebf0;--ink-soft:#b4bdc9;--paper:${night.paper};--paper-raised:${night.raised};--line:#465263;--brand:${brand};--brand-ink:${night.paper};--good:#7fd1a0;--waiting:#f0c674;--alert:#f2a08e;--cover:${nightCover};--cover-ink:#fff}}`;
}
