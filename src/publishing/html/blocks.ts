import type {
	Block,
	ChartBlock,
	Figure,
	ListBlock,
	PictureBlock,
	ProseBlock
} from '#core/blocks.ts';
import { renderChart } from '../charts/index.ts';
import { figureWords } from '../figures.ts';
import type { Links } from '../links.ts';
import { renderMap } from '../map/index.ts';
import { passagesOf } from '../passages.ts';
import { cleanSvg } from '../pictures.ts';
import { escapeXml } from '../svg.ts';
import { chartTable } from '../tables.ts';
import { quoted } from '../typography.ts';
import { pictureCaption, signatureText, sourcesText, TONES, WORDS } from '../words.ts';
import { htmlOfPassages } from './passages.ts';
import { htmlOf } from './runs.ts';
import { htmlOfAgenda, htmlOfCalendar, htmlOfTable, htmlText } from './tables.ts';

/** How a fragment is written: its links, and how far its headings stand below those of the blocks. */
export interface HtmlContext {
	links: Links;
	shift: number;
}

/** One block as HTML; headings and anchors are expected to be prepared. */
export function htmlOfBlock(block: Block, context: HtmlContext): string {
	const { links, shift } = context;
	switch (block.kind) {
		case 'heading': {
			const name = `h${String(block.level + shift)}`;
			const page = block.newPage ? ' class="new-page"' : '';
			return `<${name} id="${escapeXml(block.id)}"${page}>${htmlText(block.text)}</${name}>`;
		}
		case 'prose':
			return htmlOfProse(block, context);
		case 'paragraph':
			return `<p>${htmlOf(block.runs, links)}</p>`;
		case 'keyFigures':
			return `<ul class="key-figures">${block.figures.map((figure) => htmlOfFigure(figure, links)).join('')}</ul>`;
		case 'table':
			return htmlOfTable(block, links);
		case 'quote':
			return htmlOfQuote(block, links);
		case 'list':
			return htmlOfList(block, links);
		case 'calendar':
			return htmlOfCalendar(block, links);
		case 'agenda':
			return htmlOfAgenda(block, links);
		case 'facts': {
			const entries = block.entries.map(
				({ label, value }) => `<dt>${htmlText(label)}</dt><dd>${htmlOf(value, links)}</dd>`
			);
			return `<div class="block-facts"><p class="list-title">${htmlText(block.title)}</p><dl>${entries.join('')}</dl></div>`;
		}
		case 'notice':
			return `<p class="block-notice ${block.tone}"><strong>${TONES[block.tone]}.</strong> ${htmlText(block.text)}</p>`;
		case 'picture':
			return htmlOfPicture(block);
		case 'chart':
			return htmlOfChart(block, links);
		case 'map': {
			const caption = figcaption(block.title, block.caption);
			return `<figure class="block-map">${caption}${renderMap(block)}${details(htmlOfTable(block.table, links))}</figure>`;
		}
	}
}

function htmlOfProse(block: ProseBlock, { links, shift }: HtmlContext): string {
	const parts = [
		block.personal ? `<p class="personal">${WORDS.personal}</p>` : '',
		htmlOfPassages(passagesOf(block.text, links), shift),
		block.signature ? `<p class="signature">${escapeXml(signatureText(block.signature))}</p>` : '',
		block.sources?.length ? `<p class="sources">${escapeXml(sourcesText(block.sources))}</p>` : ''
	];
	const act = block.record ? htmlOf({ record: block.record }, links) : '';
	if (act) parts.push(`<p>${act}</p>`);
	return block.personal ? `<div class="is-personal">${parts.join('')}</div>` : parts.join('');
}

function htmlOfFigure(figure: Figure, links: Links): string {
	const words = figureWords(figure);
	const prefix = words.prefix ? `<span>${words.prefix}</span> ` : '';
	const label = [words.unit, words.label].filter(Boolean).join(' · ');
	const source = words.source ? `<small>${escapeXml(words.source)}</small>` : '';
	const missing = words.missing ? ' class="is-missing"' : '';
	const href = links(figure.path) ?? '#';
	return `<li><a class="figure" data-panel href="${escapeXml(href)}"><b${missing}>${prefix}${escapeXml(words.number)}</b> ${escapeXml(label)}${source}</a></li>`;
}

function htmlOfQuote(block: Extract<Block, { kind: 'quote' }>, links: Links): string {
	const author = block.author
		? `<cite>${htmlOf({ text: block.author, href: block.href }, links)}</cite>`
		: '';
	const role = block.role ? htmlText(block.role) : '';
	const by = [author, role].filter(Boolean).join(', ');
	const act = block.record ? htmlOf({ record: block.record }, links) : '';
	return (
		`<figure class="block-quote"><blockquote><p>${escapeXml(quoted(block.text))}</p></blockquote>` +
		`${by || act ? `<figcaption>${by}${act}</figcaption>` : ''}</figure>`
	);
}

function htmlOfList(block: ListBlock, links: Links): string {
	const items = block.items.map((item) => {
		const state = item.state
			? ` <span class="state ${item.tone ?? 'neutral'}">${htmlText(item.state)}</span>`
			: '';
		const children = (item.children ?? []).map((child) => `<li>${htmlOf(child, links)}</li>`);
		const nested = children.length > 0 ? `<ul>${children.join('')}</ul>` : '';
		return `<li>${htmlOf(item.content, links)}${state}${nested}</li>`;
	});
	const title = block.title ? `<p class="list-title">${htmlText(block.title)}</p>` : '';
	return `${title}<ul>${items.join('')}</ul>`;
}

function htmlOfPicture(block: PictureBlock): string {
	const svg = block.svg ? cleanSvg(block.svg, { role: 'img', 'aria-label': block.alt }) : null;
	const slot = `<p class="picture-slot"><strong>${WORDS.missingPicture}</strong> ${htmlText(block.alt)}</p>`;
	const caption = pictureCaption(block);
	const written = caption ? `<figcaption>${escapeXml(caption)}</figcaption>` : '';
	return `<figure class="block-picture">${svg ?? slot}${written}</figure>`;
}

function htmlOfChart(block: ChartBlock, links: Links): string {
	const svg = renderChart(block);
	const table = chartTable(block);
	if (svg === null) {
		return htmlOfTable({ ...table, caption: block.title, note: block.caption }, links);
	}
	return `<figure class="block-chart">${figcaption(block.title, block.caption)}${svg}${details(htmlOfTable(table, links))}</figure>`;
}

function figcaption(title: string, caption: string): string {
	return `<figcaption><strong>${htmlText(title)}</strong> ${htmlText(caption)}</figcaption>`;
}

function details(table: string): string {
	return `<details><summary>${WORDS.values}</summary>${table}</details>`;
}
