/**
 * The signs of a text as the eye reads them, for names to be compared: folded letters, words, and what stands between words. Every
 * function goes over a text once.
 */

import { openedLetters, seenLetters } from './letters.ts';

/** A word of a text: signs `start` to `end` (UTF-16), and its folded letters. */
export interface Token {
	letters: string;
	start: number;
	end: number;
	isCapital: boolean;
}

/** Longer than any name: what follows in the same word cannot belong to one. */
const LONGEST_WORD = 256;
/** Scripts that write words without anything between, or glue what follows to a name: each sign may begin or end one. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Letters, and a pattern of Braille, that are drawn as a blank: Hangul fillers. */
const BLANK_LETTER = /[\u115f\u1160\u3164\uffa0\u2800]/u;
/** What is drawn as nothing. Source: Unicode, `Default_Ignorable_Code_Point`. */
const UNSEEN = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const folded = new Map<string, string>();

/** One sign in folded letters; empty for what only stands between words. */
function foldSign(sign: string): string {
	const known = folded.get(sign);
	if (known !== undefined) return known;
	const letters = foldedLetters(sign);
	if (folded.size < 20_000) folded.set(sign, letters);
	return letters;
}

/** Folded letters and digits of a text, nothing between: what two spellings of one name have in common. */
export function foldedLetters(text: string): string {
	return seenLetters(
		openedLetters(
			asDrawn(text)
				.normalize('NFKD')
				.toLowerCase()
				.normalize('NFKD')
				.replace(/[^\p{L}\p{N}]+|[\p{Lm}\p{Default_Ignorable_Code_Point}]+/gu, '')
		)
	);
}

const DRAWN = new Map([
	['Ν', 'N'],
	['Η', 'H'],
	['Υ', 'Y']
]);

/** Greek capitals that are drawn otherwise than their small letters, beside a Latin letter: as long as it was. */
function asDrawn(text: string): string {
	return text.replace(
		/(?<=\p{Script=Latin})[ΝΗΥ]|[ΝΗΥ](?=\p{Script=Latin})/gu,
		(one) => DRAWN.get(one) ?? one
	);
}

/** Is something of the text written otherwise than by its signs, as in an address of page or in HTML? */
export function isEncoded(text: string): boolean {
	return /%[0-9a-f]{2}|&#?[a-z0-9]{1,10};/i.test(text);
}

/** The signs of a text, those written `%C3%A9` as in an address, or `&eacute;` as in HTML, read as one. */
function* signsOf(text: string): Generator<{ sign: string; start: number; end: number }> {
	const encoded = /(?:%[0-9a-f]{2})+|&#?[a-z0-9]{1,10};/iy;
	for (let at = 0; at < text.length;) {
		if (text[at] === '%' || text[at] === '&') {
			encoded.lastIndex = at;
			const run = encoded.exec(text)?.[0];
			const read = run && (run.startsWith('%') ? decoded(run) : entity(run.slice(1, -1)));
			if (run && read) {
				for (const sign of read) yield { sign, start: at, end: at + run.length };
				at += run.length;
				continue;
			}
		}
		const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
		yield { sign, start: at, end: at + sign.length };
		at += sign.length;
	}
}

function decoded(run: string): string | null {
	try {
		return decodeURIComponent(run);
	} catch {
		return null; // not UTF-8: the signs stand for themselves
	}
}

/** Names of HTML that do not say which letters people type instead; what stands for no letter is a blank. */
const ENTITIES: Record<string, string> = {
	szlig: 'ss',
	thorn: 'th',
	THORN: 'Th',
	eth: 'd',
	ETH: 'D',
	inodot: 'i',
	imath: 'i',
	shy: '\u00ad',
	zwj: '\u200d',
	zwnj: '\u200c',
	...Object.fromEntries(
		'nbsp ensp emsp thinsp hairsp numsp apos quot lsquo rsquo ldquo rdquo laquo raquo middot bull ndash mdash hyphen dash lpar rpar period comma sol bsol vert lowbar'
			.split(' ')
			.map((name) => [name, ' '])
	)
};
const ACCENTED =
	/^([a-z]{1,2})(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron|breve|ogon|macr|dot|strok|dblac|lig|midot)$/i;

/** The sign that HTML calls so, or the letters that people type instead: "eacute" → "e", "#233" → "é". */
function entity(name: string): string | null {
	const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
	if (number) {
		const code = number[1] ? parseInt(number[1], 16) : Number(number[2]);
		return code <= 0x10ffff ? String.fromCodePoint(code) : null;
	}
	return ENTITIES[name] ?? ACCENTED.exec(name)?.[1] ?? null;
}

/** The words of a text: letters together, digits together, a capital after a small letter begins another ("AdaMartin"). */
export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	let last: Token | null = null;
	let kind = '';
	let wasCapital = false;
	for (const { sign, start, end } of signsOf(asDrawn(text))) {
		const isBlank = BLANK_LETTER.test(sign);
		if (!isBlank && UNSEEN.test(sign)) {
			if (last) last.end = end;
			continue;
		}
		const letters = isBlank ? '' : foldSign(sign);
		if (letters === '') {
			last = null;
			continue;
		}
		const isCapital = /\p{Lu}/u.test(sign);
		const sort = UNSPACED.test(sign) ? 'sign' : /\p{N}/u.test(sign) ? 'digit' : 'letter';
		const begins = !last || sort === 'sign' || sort !== kind || (isCapital && !wasCapital);
		if (begins) {
			last = { letters, start, end, isCapital };
			tokens.push(last);
		} else if (last) {
			if (last.letters.length < LONGEST_WORD) last.letters += letters;
			last.end = end;
		}
		kind = sort;
		wasCapital = isCapital;
	}
	return tokens;
}

/** Does nothing that stands between two words keep them from being one name? The sign @ parts an address of mail. */
export function joins(between: string): boolean {
	return !between.includes('@');
}

/** What stands between the words of one name as people write it. */
const PLAIN =
	/^[\s\p{Pd}\p{Cf}\p{M}\p{Lm}\p{Default_Ignorable_Code_Point}\u2800'’‘`´"«»“”()_*+~.·|−]*$/u;

/** Is what stands between two words nothing that may part two people, or two paragraphs? */
export function joinsSurely(between: string): boolean {
	return (
		PLAIN.test(between.replace(/%[0-9a-f]{2}|&#?[a-z0-9]{1,10};/gi, '')) &&
		between.indexOf('\n') === between.lastIndexOf('\n')
	);
}

/** Words between brackets or quotes, a lone letter: what people put between a first name and a last name. */
const ASIDE =
	/\([^()]{0,200}\)|\[[^[\]]{0,60}\](?!\()|<[^<>]{0,60}>|«[^«»]{0,60}»|“[^“”]{0,60}”|"[^"\n]{0,60}"|(?<![\p{L}\p{M}\p{N}@%&#])\p{L}\p{M}{0,3}(?![\p{L}\p{M}\p{N}@;])/gu;
/** A capital I for a small l, a nought for an o, a one for an l: inside a word they are read as letters. */
const READ_AS: Record<string, string> = { I: 'l', '0': 'o', '1': 'l' };

/**
 * The text as long as it was, without what may stand inside a name and is no part of it, and with the signs that the eye takes for
 * letters: a name met there only is not sure. The same text when there is nothing of the sort.
 */
export function readLoosely(text: string): string {
	return text
		.replace(ASIDE, (one) => ' '.repeat(one.length))
		.replace(/(?<=\p{Ll})I|(?<=\p{L})[01]|[01](?=\p{L})/gu, (one) => READ_AS[one] ?? one);
}
