/**
 * Names of people as they are met in texts: whatever the letters, the accents, the marks between words, the order of first and last
 * name. Text and name are folded alike, then compared word by word; each text is read once, so that the cost follows its length.
 */

import {
	foldedLetters,
	isEncoded,
	joins,
	joinsSurely,
	readLoosely,
	tokensOf,
	type Token
} from './name-signs.ts';
import { cleanName } from './typed.ts';
import { CODE_MAX, formerSlugOf, slugOf } from './words.ts';

export { foldedLetters } from './name-signs.ts';

/** Who is named instead of somebody who was erased. */
export const NOBODY = 'Personne effacée';
const NOBODY_ADDRESS = 'adresse effacée';

/** A way in which a name may be written. */
export interface Spelling {
	/** Folded letters without anything between: "ernestineeffacablova". */
	letters: string;
	/** The whole name of one person: not a part of it, nor a single word. */
	isWhole: boolean;
	/** Only before the sign @: "e.effacablova". */
	inAddress?: boolean;
	/** Only in a code or an address of page, which lost some letters as it was made: "bronis-aw-wa-esiakow". */
	inCode?: boolean;
}

/** A name met in a text: signs `start` to `end` (UTF-16), and what stands there instead. */
export interface MetName {
	start: number;
	end: number;
	instead: string;
	/** Nothing around it says that it may be somebody or something else. */
	isSure: boolean;
}

/** Do two names read as one: letters, accents, order of first and last name apart? */
export function isSameName(one: string, other: string): boolean {
	return orderless(one) === orderless(other);
}

function orderless(name: string): string {
	const words = cleanName(name).split(/[\s\-\u2010-\u2015\u2019'.,]+/u);
	return words.map(foldedLetters).filter(Boolean).sort().join(' ');
}

/**
 * Does a word of the name mix the letters of alphabets that draw some alike, « Gérard » with a Cyrillic а? Source: Unicode Technical
 * Standard 39, « Mixed-Script Detection ».
 */
export function mixesAlphabets(name: string): boolean {
	return cleanName(name)
		.split(/\s+/)
		.some((word) => ALPHABETS.filter((one) => one.test(word)).length > 1 || UNUSUAL.test(word));
}
/**
 * Latin letters of phonetics and old manuscripts, many drawn as everyday ones (« ɑ », « ɡ »): Unicode, IPA Extensions, Phonetic
 * Extensions, Latin Extended-D. Those with which names are written today in Azeri and in languages of Africa are no wonder.
 */
const UNUSUAL = /(?![əɛɔɓɖɗɣʋɨʉɲʊ])[\u0250-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u;
const ALPHABETS = [
	/\p{Script=Latin}/u,
	/\p{Script=Cyrillic}/u,
	/\p{Script=Greek}/u,
	/\p{Script=Armenian}/u,
	/\p{Script=Cherokee}/u,
	/\p{Script=Coptic}/u,
	/\p{Script=Lisu}/u
];

/** May this text name somebody? Quick; whatever it rejects `findMet` would not meet. */
export function mayName(text: string, spellings: Spelling[], addresses: string[] = []): boolean {
	if (isEncoded(text) || endOfCutCode(text) !== null) return true;
	const loose = readLoosely(text);
	for (const read of loose === text ? [text] : [text, loose]) {
		const letters = foldedLetters(read);
		if (spellings.some((one) => letters.includes(one.letters))) return true;
	}
	const small = addresses.length > 0 ? text.toLowerCase() : '';
	return addresses.some((one) => small.includes(one));
}

/** All ways to write a name: each rotation of its words ("Martin Ada"), umlauts written out; parts of it as what is not sure. */
export function spellingsOf(name: {
	first?: string | null;
	last?: string | null;
	whole: string;
}): Spelling[] {
	const whole = wordsOf(name.whole);
	if (whole.length === 0) return [];
	const isWhole = whole.length > 1;
	const found = new Map<string, Spelling>();
	const add = (words: string[], sure: boolean, inAddress = false) => {
		for (const form of [words.join(' '), writtenOut(words.join(' '))]) {
			const letters = foldedLetters(form);
			if (letters.length < 2) continue;
			const key = inAddress ? `@${letters}` : letters;
			const known = found.get(key);
			if (!known || (sure && !known.isWhole))
				found.set(key, { letters, isWhole: sure, ...(inAddress ? { inAddress } : {}) });
			if (!inAddress)
				for (const code of codeSpellings(form, sure))
					if (code.letters !== letters && !found.get(`#${code.letters}`)?.isWhole)
						found.set(`#${code.letters}`, code);
		}
	};
	for (let turn = 0; turn < whole.length; turn++)
		add([...whole.slice(turn), ...whole.slice(0, turn)], isWhole);
	const first = wordsOf(name.first ?? whole[0] ?? '');
	const last = wordsOf(name.last ?? whole.slice(1).join(' '));
	if (first.length > 0 && last.length > 0) {
		const firsts = [first, ...first.flatMap(partsOf).map((one) => [one])];
		const lasts = [
			last,
			...last
				.flatMap(partsOf)
				.filter(isLong)
				.map((one) => [one])
		];
		for (const one of firsts)
			for (const other of lasts) {
				add([...one, ...other], false);
				add([...other, ...one], false);
			}
		const initial = [...(first[0] ?? '')][0] ?? '';
		for (const other of lasts) {
			add([initial, ...other], false, true);
			add([...other, initial], false, true);
		}
	}
	return [...found.values()].sort((a, b) => b.letters.length - a.letters.length);
}

/**
 * The whole name in folded letters, as it is and as codes write it, each once whatever the order of its words: what two whole
 * spellings of one person have in common. Nothing for a single word.
 */
export function turnedNames(name: string): string[] {
	const whole = spellingsOf({ whole: name }).filter((one) => one.isWhole && !one.inAddress);
	return [...new Set(whole.map((one) => turned(one.letters)))];
}

/** Words that one name may be cut into, as it is written in a text or a code; lone letters (« A.d.a ») are no words. */
const MOST_WORDS = 12;
const LETTERS_OF_NAME = { least: 4, most: 60 } as const;

/** Whatever a text or a code holds that could be a whole name, folded as `turnedNames` does, where an erasure would meet it. */
export function* turnedPassages(text: string): Generator<string> {
	const loose = readLoosely(text);
	for (const read of loose === text ? [text] : [text, loose]) {
		const tokens = tokensOf(read);
		for (const start of tokens.keys()) yield* passagesFrom(read, tokens, start);
	}
}

function* passagesFrom(text: string, tokens: Token[], start: number): Generator<string> {
	let letters = '';
	let words = 0;
	for (let index = start; words < MOST_WORDS; index++) {
		const [before, token] = [tokens[index - 1], tokens[index]];
		if (!token) return;
		if (index > start && before && !joins(text.slice(before.end, token.start))) return;
		letters += token.letters;
		if (token.letters.length > 1) words += 1;
		if (letters.length > LETTERS_OF_NAME.most) return;
		if (letters.length >= LETTERS_OF_NAME.least) yield turned(letters);
	}
}

/** The letters of a passage, folded as `turnedNames` does. */
export function turnedLetters(passage: string): string {
	return turned(foldedLetters(passage));
}

/** The first in order of all rotations: "Martin Ada" and "Ada Martin", glued, turn to the same letters. */
function turned(letters: string): string {
	let least = letters;
	for (let at = 1; at < letters.length; at++) {
		if ((letters[at] ?? '') > (least[0] ?? '')) continue;
		const turn = letters.slice(at) + letters.slice(0, at);
		if (turn < least) least = turn;
	}
	return least;
}

/** How codes write a name, now and formerly; nothing where so many letters were lost that they tell nobody. */
export function codeSpellings(name: string, isWhole: boolean): Spelling[] {
	const words = wordsOf(name);
	return [slugOf, formerSlugOf].flatMap((slug): Spelling[] => {
		const letters = slug(name).replaceAll('-', '');
		const left = words.filter((word) => slug(word) !== '').length;
		return letters.length > 3 && left >= Math.min(words.length, 2)
			? [{ letters, isWhole, inCode: true }]
			: [];
	});
}

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => foldedLetters(word) !== '');
const partsOf = (word: string) => word.split(/[\p{Pd}'’]+/u).filter(Boolean);
const isLong = (word: string) => foldedLetters(word).length > 3;

/** "Müller" → "Mueller", "Åse" → "Aase". */
function writtenOut(text: string): string {
	return text
		.normalize('NFC')
		.replace(/[äÄ]/g, 'ae')
		.replace(/[öÖøØ]/g, 'oe')
		.replace(/[üÜ]/g, 'ue')
		.replace(/[åÅ]/g, 'aa');
}

/**
 * Where a text names somebody, in its order, without overlap. `addresses` are theirs, in lower case. What is met in a loose reading
 * alone (« Ada J. Martin », « Ada (trésorière) Martin ») is not sure.
 */
export function findMet(text: string, spellings: Spelling[], addresses: string[] = []): MetName[] {
	const own = mailsOf(text)
		.filter((one) => addresses.includes(text.slice(one.start, one.end).toLowerCase()))
		.map((one) => ({ ...one, instead: NOBODY_ADDRESS, isSure: true }));
	const met = withoutOverlap([...own, ...metIn(text, text, spellings)]);
	const loose = readLoosely(text);
	if (loose === text) return met;
	const more = metIn(loose, text, spellings).filter((one) => !overlaps(one, met));
	return withoutOverlap([...met, ...more.map((one) => ({ ...one, isSure: false }))]);
}

/** Does it share signs with one of these, in order? */
function overlaps({ start, end }: MetName, others: MetName[]): boolean {
	let [low, high] = [0, others.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((others[middle]?.end ?? 0) <= start) low = middle + 1;
		else high = middle;
	}
	return (others[low]?.start ?? Infinity) < end;
}

/** The names met in one reading of a text, sign for sign as long. */
function metIn(text: string, written: string, spellings: Spelling[]): MetName[] {
	const mails = mailsOf(text);
	const met: MetName[] = [];
	const tokens = tokensOf(text);
	const byBeginning = Map.groupBy(spellings, (one) => [...one.letters][0] ?? '');
	const cutAt = endOfCutCode(text);
	let mail = 0;
	for (let index = 0; index < tokens.length; index++) {
		const token = tokens[index];
		const ways = byBeginning.get([...(token?.letters.slice(0, 2) ?? '')][0] ?? '');
		if (!token || !ways) continue;
		while ((mails[mail]?.end ?? Infinity) <= token.start) mail += 1;
		const around = mails[mail];
		const isIn = around !== undefined && around.start <= token.start;
		for (const way of ways) {
			if (way.inAddress && !isIn) continue;
			const last = reached(text, tokens, index, way.letters, cutAt);
			if (last === -1) continue;
			const end = tokens[last]?.end ?? token.end;
			if (way.inCode && !CODE.test(text.slice(token.start, end))) continue;
			if (isIn && around.at >= end)
				met.push({ ...around, instead: NOBODY_ADDRESS, isSure: way.isWhole });
			else if (!way.inAddress)
				met.push({
					start: token.start,
					end,
					instead: insteadOf(written.slice(token.start, end), written, token.start, end),
					isSure: way.isWhole && standsAlone(text, tokens, index, last)
				});
			else continue;
			index = last;
			break;
		}
	}
	return met;
}

/**
 * The last word of a name that begins at this one; -1 when it is not written here.
 * @param cutAt where a code ends that was cut to its longest: the rest of the name is lost there
 */
function reached(
	text: string,
	tokens: Token[],
	from: number,
	letters: string,
	cutAt: number | null
): number {
	let at = 0;
	for (let index = from; index < tokens.length; index++) {
		const token = tokens[index];
		const before = tokens[index - 1];
		if (!token || !letters.startsWith(token.letters, at)) return -1;
		if (index > from && before && !joins(text.slice(before.end, token.start))) return -1;
		at += token.letters.length;
		if (at === letters.length || (index > from && token.end === cutAt)) return index;
	}
	return -1;
}

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const OF_CODE = /[a-z0-9-]/;
const LAST_CODE = /(?:^|\/)([a-z0-9]+(?:-[a-z0-9]+)*?)(?:-\d{1,3})?$/;

/** Where the code ends that ends a text, if it was cut to its longest (a hyphen at the cut goes too); null otherwise. */
function endOfCutCode(text: string): number | null {
	if (text.length < CODE_MAX - 1) return null;
	// One sign more than the longest code tells a longer run.
	const tail = text.slice(-CODE_MAX - 1).split('');
	const run = tail.slice(tail.findLastIndex((sign) => !OF_CODE.test(sign)) + 1).join('');
	for (const code of [LAST_CODE.exec(text)?.[1], run]) {
		const isCut = code !== undefined && [CODE_MAX - 1, CODE_MAX].includes(code.length);
		if (isCut) return text.lastIndexOf(code) + code.length;
	}
	return null;
}

interface MailInText {
	start: number;
	/** Place of its sign @. */
	at: number;
	end: number;
}

const OF_MAIL = /[\p{L}\p{M}\p{N}._%+'’-]/u;
const LONGEST_MAIL = 254;

/** Addresses of mail in a text, in its order. */
function mailsOf(text: string): MailInText[] {
	const found: MailInText[] = [];
	let floor = 0;
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		let start = at;
		while (start > Math.max(floor, at - LONGEST_MAIL) && OF_MAIL.test(text[start - 1] ?? ''))
			start -= 1;
		let end = at + 1;
		while (end < Math.min(text.length, at + LONGEST_MAIL) && OF_MAIL.test(text[end] ?? ''))
			end += 1;
		while (end > at + 1 && /[.'’-]/.test(text[end - 1] ?? '')) end -= 1;
		floor = end;
		if (start < at && end > at + 1) found.push({ start, at, end });
	}
	return found;
}

/** "Personne effacée", as the text writes what it replaces: in a code, in the name of a file. */
function insteadOf(met: string, text: string, start: number, end: number): string {
	if (/_/.test(met)) return 'Personne_effacee';
	const isOneWord = !/\s/.test(met);
	const isSmall = met === met.toLowerCase();
	const isGlued = /[-_/=]/.test(text[start - 1] ?? '') || /[-_/=]/.test(text[end] ?? '');
	if (/%[0-9a-f]{2}|\+/i.test(met)) return 'personne-effacee';
	return isOneWord &&
		isSmall &&
		(isGlued || /-/.test(met) || (/^\p{ASCII}+$/u.test(met) && met.length === text.length))
		? 'personne-effacee'
		: NOBODY;
}

/** Words that may stand before a whole name with a capital, and are no part of it. */
const BEFORE_NAMES = new Set(
	'm mm mr mme mmes mlle madame monsieur dr me pr president presidente directeur directrice tresorier tresoriere secretaire maire avec pour par et de a chez sur selon entre vu voir merci bonjour cher chere chers present presente presents presentes absent absente excuse excusee excuses ainsi puis enfin'.split(
		' '
	)
);
/** What is called after somebody is not them. */
const NAMED_AFTER = new Set(
	'rue avenue boulevard place square quai allee impasse chemin ecole college lycee universite hopital stade salle espace centre maison fondation association prix bourse institut residence gymnase theatre parc pont'.split(
		' '
	)
);

/**
 * Nothing beside a name makes it longer: "Jean-Pierre Martin" is not "Pierre Martin", nor is "rue Pierre Martin". Another line does
 * not, unless the name itself runs over two.
 */
function standsAlone(text: string, tokens: Token[], from: number, to: number): boolean {
	const [first, last] = [tokens[from], tokens[to]];
	if (!first || !last) return false;
	for (let index = from; index < to; index++)
		if (!joinsSurely(text.slice(tokens[index]?.end, tokens[index + 1]?.start))) return false;
	const isOverLines = text.slice(first.start, last.end).includes('\n');
	const isBlank = (between: string) => (isOverLines ? /^\s+$/ : /^[^\S\n]$/).test(between);
	const before = tokens[from - 1];
	const after = tokens[to + 1];
	if (before) {
		const between = text.slice(before.end, first.start);
		if (/^\p{Pd}$/u.test(between) && (before.isCapital || !first.isCapital)) return false;
		if (isBlank(between) || /^['’]$/.test(between)) {
			if (NAMED_AFTER.has(before.letters)) return false;
			if (isBlank(between) && before.isCapital && !BEFORE_NAMES.has(before.letters)) return false;
		}
	}
	if (after) {
		const between = text.slice(last.end, after.start);
		if (/^\p{Pd}$/u.test(between) && (after.isCapital || !last.isCapital)) return false;
		if (isBlank(between) && after.isCapital) return false;
	}
	return true;
}

function withoutOverlap(met: MetName[]): MetName[] {
	const kept: MetName[] = [];
	for (const one of met.sort((a, b) => a.start - b.start || b.end - a.end))
		if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
	return kept;
}

/** The text without the names that were met in it. */
export function withoutNames(text: string, met: MetName[]): string {
	let done = 0;
	let written = '';
	for (const { start, end, instead } of met) {
		written += text.slice(done, start) + instead;
		done = end;
	}
	return written + text.slice(done);
}
