import { fontFamilies, type FontFamily } from './fonts.ts';
import { FONT } from './svg.ts';
import { coverageOf, type Coverage } from './font-coverage.ts';

/** Stands for a character that no font of Fanal draws. */
const UNDRAWN = '□';

/** Signs that a renderer acts upon and never draws: joiners, marks of direction, soft hyphen, variation selectors. */
const UNSEEN = /^[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]$/;
/** Letters of the font of texts, as nearly all texts hold no other. */
const PLAIN =
	/^[\n\t -~\u00a0-\u00ff\u0152\u0153\u0178\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac]*$/;
const SEGMENTS = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/**
 * Signs that a font of Fanal has and that the writer of PDF does not find in it (Typst 0.14 and its reading of some tables of characters):
 * those known, and those that it has refused since the start.
 */
const withdrawn = new Set('؈؋؝؞ۉۊۍۏ⍻⍼⏤⏦⏧ﭐﭑﯝ');

/** Takes signs of a text that the writer of PDF refused for ones that no font draws; false when there is none left to take away. */
export function withdraw(refused: string): boolean {
	const before = withdrawn.size;
	for (const sign of refused) if (!PLAIN.test(sign) && sign !== UNDRAWN) withdrawn.add(sign);
	return withdrawn.size > before;
}

interface Font {
	family: string;
	coverage: Coverage;
}
let fonts: Font[] | null = null;

function allFonts(): Font[] {
	fonts ??= fontFamilies().map((one: FontFamily) => ({
		family: one.family,
		coverage: coverageOf(one.bytes())
	}));
	return fonts;
}

/**
 * A text of which every character can be drawn by the fonts that come with Fanal, so that a file can be made whatever
 * was typed and whatever fonts the machine has. What none of them draws is a □; words stay.
 */
export function drawable(text: string): string {
	if (PLAIN.test(text)) return text;
	let drawn = '';
	for (const one of clustersOf(text)) drawn += one;
	return drawn;
}

/**
 * How much is tried: each script in its own font; in drawings, sign by sign only; in drawings, nothing but the font of
 * texts. The writer of the file refuses some letters that a script joins: what it refuses is tried with more care.
 */
export const CARES = ['fonts', 'signs', 'letters'] as const;
export type Care = (typeof CARES)[number];

/** A stretch of a drawn text, and the family that draws it; null for the font of texts. */
export interface FontRun {
	family: string | null;
	text: string;
}

/**
 * A text of a drawing, cut where another font takes over. One font for the whole when one has all of it, whatever its
 * script joins; else sign by sign, and a □ for what only a script of its own can write. The renderer of drawings puts
 * two fonts together letter by letter, and stops the program on letters that one of them joins: emoji stand apart.
 */
export function fontRuns(typed: string, care: Care = 'fonts'): FontRun[] {
	if (PLAIN.test(typed)) return [{ family: null, text: typed }];
	const text = typed.normalize('NFC').replace(REGIONAL, letterOf);
	const clusters = [...SEGMENTS.segment(text)].map(({ segment }) => withoutRings(segment));
	const whole = allFonts().findIndex((font) => clusters.every((one) => drawsAll(font, one)));
	if (whole === 0 || (whole > 0 && care === 'fonts' && !SIMPLE.includes(familyOf(whole) ?? FONT)))
		return [{ family: familyOf(whole), text: clusters.join('') }];
	const runs: FontRun[] = [];
	for (const cluster of clusters) {
		const sign = simplest(cluster);
		if (UNSEEN.test(sign) || /\p{M}/u.test(sign)) continue;
		const family = simpleFamily(sign, care);
		const drawn = family === undefined ? (care === 'letters' ? '?' : UNDRAWN) : sign;
		const used = family === undefined ? (care === 'letters' ? null : SIGNS) : family;
		const last = runs.at(-1);
		if (last?.family === used) last.text += used === EMOJI ? ` ${drawn}` : drawn;
		else runs.push({ family: used, text: drawn });
	}
	return runs;
}

/** The one sign that tells a cluster: its first, without the accent that the font of texts has not. */
function simplest(cluster: string): string {
	const [sign = ''] = cluster;
	const bare = sign.normalize('NFD').replace(/\p{M}/gu, '');
	const [base] = allFonts();
	return base && !drawsAll(base, sign) && bare !== '' ? ([...bare][0] ?? sign) : sign;
}

/** The family that draws a sign which nothing joins; undefined for none. */
function simpleFamily(sign: string, care: Care): string | null | undefined {
	const font = fontOf(sign);
	if (font === 0) return null;
	const family = font < 0 ? null : familyOf(font);
	return family !== null && care !== 'letters' && SIMPLE.includes(family) ? family : undefined;
}

const EMOJI = 'Noto Emoji';
const SIGNS = 'Noto Sans Symbols 2';
/** Families whose signs stand alone: nothing is joined to what is before or after. */
const SIMPLE = [FONT, 'Noto Sans', EMOJI, SIGNS, 'Noto Sans Symbols'];
/** Letters that make a flag, two by two. */
const REGIONAL = /[\u{1f1e6}-\u{1f1ff}]/gu;
const letterOf = (sign: string) => String.fromCharCode((sign.codePointAt(0) ?? 0) - 0x1f1e6 + 65);

function familyOf(font: number): string | null {
	return font === 0 ? null : (allFonts()[font]?.family ?? null);
}

/** The signs of a text that no font of Fanal draws: each is a □ in the PDF. Each once, in the order of the text. */
export function undrawnIn(text: string): string[] {
	if (PLAIN.test(text)) return [];
	const signs = [...SEGMENTS.segment(text.normalize('NFC'))].flatMap(({ segment }) =>
		fontOf(withoutRings(segment)) >= 0 ? [] : [...segment]
	);
	return [...new Set(signs)].filter(
		(sign) => !UNSEEN.test(sign) && !/\p{M}/u.test(sign) && fontOf(sign) < 0
	);
}

/** Each character that a reader sees, as it can be drawn. */
function* clustersOf(text: string): Generator<string> {
	for (const { segment } of SEGMENTS.segment(text.normalize('NFC'))) {
		const whole = withoutRings(segment);
		if (fontOf(whole) >= 0) yield whole;
		else
			for (const sign of whole)
				if (!UNSEEN.test(sign) && !/\p{M}/u.test(sign)) yield fontOf(sign) >= 0 ? sign : UNDRAWN;
	}
}

/** An enclosing mark ("1️⃣") sends the search for fonts round for ever: the sign that it encloses stays. */
function withoutRings(cluster: string): string {
	const bare = cluster.replace(/\p{Me}/gu, '');
	return /^\P{Extended_Pictographic}\ufe0f$/u.test(bare) ? bare.slice(0, -1) : bare;
}

/** The first font that has every visible sign of a cluster; -1 for none. */
function fontOf(cluster: string): number {
	return allFonts().findIndex((font) => drawsAll(font, cluster));
}

/** A mark alone has nothing to stand on. */
function drawsAll({ coverage }: Font, cluster: string): boolean {
	const signs = [...cluster].filter((sign) => !UNSEEN.test(sign));
	if (signs.length === 0 || /^\p{M}/u.test(cluster)) return false;
	return signs.every(
		(sign) => /[\n\t]/.test(sign) || (!withdrawn.has(sign) && coverage(sign.codePointAt(0) ?? 0))
	);
}
