import type { PartialDate } from './partial-date.ts';
import type { Qualifier } from './quantity.ts';
import type { RichText } from './rich-text.ts';

/**
 * A document that writes itself is a list of chapters made of typed blocks. Blocks carry facts and
 * where they come from, never a layout: `src/publishing` turns them into HTML, PDF, DOCX and Markdown.
 */

/** The record that a row, an item or a text tells. */
export interface RecordRef {
	/** Name of its kind: `decision`. */
	kind: string;
	id: string;
	/** What the reader sees it called. */
	name: string;
}

/** Where a row tells a record: a page proposes to change it to whoever may, a publication says nothing. */
export interface RecordRun {
	record: RecordRef;
}

/** A run of text inside a sentence, a cell or a list item. */
export type Inline =
	| string
	| {
			text: string;
			/** Path inside Fanal (`/membres/capep`) or an absolute URL. */
			href?: string;
			/** Path of the page that explains the figure and lists the rows it counts. */
			figure?: string;
			strong?: boolean;
			/** The fact is not known: said as such, never left blank. */
			missing?: boolean;
	  }
	| RecordRun;
export type Inlines = Inline | Inline[];

/** A number shown to a reader, always tied to its metric (rule 2 of the product). */
export interface Figure {
	metric: string;
	label: string;
	/** `null` when nothing was recorded: printed "non renseigné". */
	value: number | null;
	/** Upper bound when the qualifier is `range`. */
	upTo?: number;
	qualifier: Qualifier;
	unit: string;
	/** One French sentence: what is counted, without duplicates of what. */
	rule: string;
	source?: string;
	/** Page listing the rows, e.g. `/chiffres/network.members?annee=2023`. */
	path: string;
	/** Number of digits after the comma; 0 by default. */
	decimals?: number;
}

export interface HeadingBlock {
	kind: 'heading';
	/** 2 is the first level inside a chapter (the chapter title is level 1). */
	level: 2 | 3 | 4;
	text: string;
	/** Anchor, unique in the document. */
	id: string;
	/** Starts a new page in print (group sheets, visits). */
	newPage?: boolean;
}
export interface ProseBlock {
	kind: 'prose';
	text: RichText;
	/** Person who signs the text. */
	signature?: { name: string; role?: string; date?: string };
	/** First-person account, marked as personal. */
	personal?: boolean;
	sources?: string[];
	/** The record that holds the text. */
	record?: RecordRef;
}
/** A generated sentence or paragraph, with its figures as links. */
export interface ParagraphBlock {
	kind: 'paragraph';
	runs: Inline[];
}
export interface KeyFiguresBlock {
	kind: 'keyFigures';
	figures: Figure[];
}
export interface TableBlock {
	kind: 'table';
	caption: string;
	columns: {
		label: string;
		align?: 'left' | 'right';
		/** relative width, 1 by default */ width?: number;
	}[];
	/** First cell of each row is its header. */
	rows: Inlines[][];
	note?: string;
}
export interface QuoteBlock {
	kind: 'quote';
	text: string;
	author?: string;
	role?: string;
	/** Page of the record quoted. */
	href?: string;
	/** The record that holds the words. */
	record?: RecordRef;
}
export interface ListBlock {
	kind: 'list';
	title?: string;
	items: {
		content: Inlines;
		/** state in words: "fait", "en cours" */ state?: string;
		tone?: Tone;
		children?: Inlines[];
	}[];
}
export type Tone = 'neutral' | 'good' | 'waiting' | 'alert';
export interface CalendarBlock {
	kind: 'calendar';
	caption: string;
	entries: {
		date: PartialDate;
		title: string;
		body?: string;
		place?: string;
		href?: string;
		note?: string;
	}[];
}
export interface AgendaBlock {
	kind: 'agenda';
	caption: string;
	items: { from?: string; to?: string; title: Inlines; children?: Inlines[] }[];
}
/** Short facts beside a text: founded, people, groups. */
export interface FactsBlock {
	kind: 'facts';
	title: string;
	entries: { label: string; value: Inlines }[];
}
export interface NoticeBlock {
	kind: 'notice';
	tone: Tone;
	text: string;
}
/** A picture, or the place of one that nobody has supplied yet. */
export interface PictureBlock {
	kind: 'picture';
	alt: string;
	caption?: string;
	credit?: string;
	/** SVG source; absent = "image à fournir". */
	svg?: string;
}
/**
 * A chart; its values are always given so that each renderer prints the table of the values too.
 * `bars`: one horizontal bar per row. `pairedBars`: per row, one bar per series, each row its own scale
 * (unequal units). `columns`: vertical bars over ordered categories (months). `line`: dated points.
 */
export interface ChartBlock {
	kind: 'chart';
	chart: 'bars' | 'pairedBars' | 'columns' | 'line';
	/** Says the finding, not the subject. */
	title: string;
	caption: string;
	/** Names of the values of each row (one for a simple chart). */
	series: string[];
	rows: {
		label: string;
		values: (number | null)[];
		/** unit of that row when rows differ */ unit?: string;
		decimals?: number;
		href?: string;
	}[];
	unit: string;
}
/** Schematic or real map of the territory with points. Everything it tells is also in `table`. */
export interface MapBlock {
	kind: 'map';
	title: string;
	caption: string;
	/** Longitude/latitude in degrees, WGS 84. `contour` is a GeoJSON geometry once `fanal territoire` has fetched it. */
	communes: {
		code: string;
		name: string;
		longitude: number;
		latitude: number;
		epci?: string;
		arrondissement?: string;
		contour?: GeoShape;
	}[];
	points: {
		label: string;
		longitude: number;
		latitude: number;
		communeCode?: string;
		href?: string;
	}[];
	table: TableBlock;
}
export type GeoShape =
	| { type: 'Polygon'; coordinates: number[][][] }
	| { type: 'MultiPolygon'; coordinates: number[][][][] };

export type Block =
	| HeadingBlock
	| ProseBlock
	| ParagraphBlock
	| KeyFiguresBlock
	| TableBlock
	| QuoteBlock
	| ListBlock
	| CalendarBlock
	| AgendaBlock
	| FactsBlock
	| NoticeBlock
	| PictureBlock
	| ChartBlock
	| MapBlock;

export interface Chapter {
	/** Slug, anchor and path segment: `membres`. */
	id: string;
	title: string;
	/** One sentence under the title. */
	summary?: string;
	/** Three or four figures in the band that opens the chapter. */
	figures?: Figure[];
	blocks: Block[];
	/** Front matter (editorial, bureau) is listed before the contents and not numbered. */
	front?: boolean;
	/** Printed in the annexes. */
	annex?: boolean;
	/** One sheet of a series (working groups): printed after the one before it, without a page of its own. */
	sheet?: boolean;
}

export interface Identity {
	name: string;
	fullName: string;
	ptce?: string;
	territory: string;
	address: string;
	website?: string;
	motto?: string;
	/** `#rrggbb`; publishing derives readable tints from them. */
	colours: { main: string; accent: string };
}

/** A whole publication: the annual report, later a member's balance or the state of the groups. */
export interface PublishedDocument {
	title: string;
	subtitle?: string;
	year: number;
	identity: Identity;
	/** What is printed first in an edition that holds what only some read: a French sentence. Absent from what everybody may read. */
	reserved?: string;
	/** Data as of that day. */
	asOf: PartialDate;
	/** Public address of Fanal, so that links in files lead somewhere. */
	baseUrl: string;
	chapters: Chapter[];
}

/** The words of a sentence or a cell, without its links. */
export function wordsOf(inlines: Inlines): string {
	return [inlines]
		.flat()
		.map((run) => (typeof run === 'string' ? run : 'text' in run ? run.text : ''))
		.join('');
}
