import type { Block, Inlines } from '#core/blocks.ts';
import type { Palette } from '../colours.ts';
import { figureWords, type FigureWords } from '../figures.ts';
import { drawableSvg } from '../images.ts';
import type { Links } from '../links.ts';
import { renderMap } from '../map/index.ts';
import { passagesOf, type Passage } from '../passages.ts';
import { runsOf, type Run } from '../runs.ts';
import type { Theme } from '../svg.ts';
import { calendarTable, hoursOf, isTimed } from '../tables.ts';
import { french, quoted } from '../typography.ts';
import { pictureCaption, signatureText, sourcesText, TONES } from '../words.ts';
import { PAGE_WIDTH, typstChart } from './charts.ts';
import { typstTable, type TypstTable } from './tables.ts';

export type TypstBlock =
	| { kind: 'heading'; level: number; text: string; newPage: boolean; listed: boolean }
	| { kind: 'prose'; parts: Passage[]; personal: boolean; signature: string; sources: string }
	| { kind: 'paragraph'; runs: Run[] }
	| { kind: 'tiles'; tiles: (FigureWords & { href: string | null })[] }
	| ({ kind: 'table' } & TypstTable)
	| { kind: 'quote'; text: string; by: Run[] }
	| {
			kind: 'list';
			title: string;
			items: { content: Run[]; state: string; tone: string; children: Run[][] }[];
	  }
	| {
			kind: 'facts';
			title: string;
			entries: { label: string; value: Run[] }[];
			/** So few that they are told in a line. */
			inLine: boolean;
	  }
	| { kind: 'notice'; tone: string; word: string; text: string }
	| { kind: 'picture'; svg: string | null; width: number; alt: string; caption: string }
	| {
			kind: 'chart';
			title: string;
			caption: string;
			svg: string;
			alt: string;
			table: TypstTable;
			isWide: boolean;
	  }
	| { kind: 'map'; title: string; caption: string; svg: string; alt: string; table: TypstTable };

/** What the conversion needs besides the blocks. */
export interface TypstContext {
	links: Links;
	palette: Palette;
	/** Headings that come again from chapter to chapter: they say nothing in the contents. */
	repeated: Set<string>;
}

/** One block as data for the template: words, addresses and pictures, never Typst markup. */
export function typstBlock(block: Block, context: TypstContext): TypstBlock {
	const { links } = context;
	const runs = (inlines: Inlines) => runsOf(inlines, links);
	switch (block.kind) {
		case 'heading':
			return {
				kind: 'heading',
				level: block.level,
				text: french(block.text),
				newPage: block.newPage ?? false,
				listed: !context.repeated.has(block.text)
			};
		case 'prose':
			return {
				kind: 'prose',
				parts: passagesOf(block.text, links),
				personal: block.personal ?? false,
				signature: block.signature ? signatureText(block.signature) : '',
				sources: sourcesText(block.sources)
			};
		case 'paragraph':
			return { kind: 'paragraph', runs: runs(block.runs) };
		case 'keyFigures':
			return {
				kind: 'tiles',
				tiles: block.figures.map((one) => ({ ...figureWords(one), href: links(one.path) }))
			};
		case 'table':
			return { kind: 'table', ...typstTable(block, links) };
		case 'quote':
			return {
				kind: 'quote',
				text: quoted(block.text),
				by: runs([
					...(block.author ? [{ text: block.author, href: block.href }] : []),
					...(block.role ? [`${block.author ? ', ' : ''}${block.role}`] : [])
				])
			};
		case 'list':
			return {
				kind: 'list',
				title: french(block.title ?? ''),
				items: block.items.map((item) => ({
					content: runs(item.content),
					state: french(item.state ?? ''),
					tone: item.tone ?? 'neutral',
					children: (item.children ?? []).map(runs)
				}))
			};
		case 'calendar':
			return { kind: 'table', ...typstTable(calendarTable(block), links) };
		case 'agenda':
			return agenda(block, links);
		case 'facts':
			return {
				kind: 'facts',
				title: french(block.title),
				entries: block.entries.map(({ label, value }) => ({
					label: french(label),
					value: runs(value)
				})),
				inLine: block.entries.length <= 2
			};
		case 'notice':
			return {
				kind: 'notice',
				tone: block.tone,
				word: TONES[block.tone],
				text: french(block.text)
			};
		case 'picture': {
			const alt = french(block.alt) || 'Image sans description';
			const drawing = drawableSvg(block.svg);
			return {
				kind: 'picture',
				svg: drawing?.svg ?? null,
				// A pixel is three quarters of a point; a small drawing is not blown up to the page.
				width: Math.min((drawing?.width ?? 0) * 0.75 * 1.3, PAGE_WIDTH),
				alt,
				caption: pictureCaption(block)
			};
		}
		case 'chart':
			return typstChart(block, context);
		case 'map': {
			const theme: Theme = { kind: 'print', width: 720, font: 13, palette: context.palette };
			return {
				kind: 'map',
				title: french(block.title),
				caption: french(block.caption),
				svg: renderMap(block, { theme }),
				alt: french(`Carte : ${block.title}. Tout ce qu’elle montre est dans le tableau qui suit.`),
				table: typstTable(block.table, links)
			};
		}
	}
}

function agenda(block: Extract<Block, { kind: 'agenda' }>, links: Links): TypstBlock {
	if (isTimed(block)) {
		const rows = block.items.map((item): Inlines[] => [
			hoursOf(item),
			[item.title, ...(item.children ?? []).flatMap((child) => [' · ', child].flat())].flat()
		]);
		const columns = [
			{ label: 'Horaire', width: 1 },
			{ label: 'Point', width: 4 }
		];
		return {
			kind: 'table',
			...typstTable({ kind: 'table', caption: block.caption, columns, rows }, links)
		};
	}
	return {
		kind: 'list',
		title: french(block.caption),
		items: block.items.map((item) => ({
			content: runsOf(item.title, links),
			state: '',
			tone: 'neutral',
			children: (item.children ?? []).map((child) => runsOf(child, links))
		}))
	};
}
