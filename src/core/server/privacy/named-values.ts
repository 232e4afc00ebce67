import { findMet, mayName, withoutNames, type MetName, type Spelling } from '../../names.ts';

/** Somebody to be found in words. */
export interface Sought {
	spellings: Spelling[];
	/** Lower case. */
	addresses: string[];
}

/** A text of a value that names somebody, and where. */
export interface MetText {
	text: string;
	met: MetName[];
}

/**
 * The same value (a text, or whatever JSON holds) without the name of somebody, and each text that held it. A name that runs over
 * several pieces of one paragraph, half of it in bold, is met as it is read.
 */
export function withoutName(
	value: unknown,
	who: Sought,
	keep: (met: MetName) => boolean = () => false
): { value: unknown; found: MetText[] } {
	const found: MetText[] = [];
	const look = (text: string): MetName[] => {
		if (!mayName(text, who.spellings, who.addresses)) return [];
		const met = findMet(text, who.spellings, who.addresses);
		if (met.length > 0) found.push({ text, met });
		return met.filter((one) => !keep(one));
	};
	return { value: rewritten(value, look), found };
}

/** Each text of a value as it is read: a paragraph whatever is in bold in it, a text of anything else. */
export function textsRead(value: unknown): string[] {
	const texts: string[] = [];
	rewritten(value, (text) => {
		texts.push(text);
		return [];
	});
	return texts;
}

/** The value without the passages that `look` finds in each of its texts, a paragraph being one. */
function rewritten(value: unknown, look: (text: string) => MetName[]): unknown {
	const walk = (one: unknown): unknown => {
		if (typeof one === 'string') return withoutNames(one, look(one));
		if (Array.isArray(one)) {
			const pieces: unknown[] = one;
			return pieces.some(isText) ? inline(pieces, look).map(attributes) : pieces.map(walk);
		}
		if (one === null || typeof one !== 'object') return one;
		return Object.fromEntries(Object.entries(one).map(([key, held]) => [key, walk(held)]));
	};
	/** What a piece of a paragraph holds beside its words: the address of a link. */
	const attributes = (one: unknown): unknown =>
		isText(one) && 'marks' in one
			? { ...one, marks: walk(one.marks) }
			: isText(one)
				? one
				: walk(one);
	return walk(value);
}

interface TextPiece {
	type: 'text';
	text: string;
}

function isText(one: unknown): one is TextPiece {
	return (
		typeof one === 'object' &&
		one !== null &&
		'type' in one &&
		one.type === 'text' &&
		'text' in one &&
		typeof one.text === 'string'
	);
}

/** The pieces of a paragraph of rich text: what stands instead goes where the name began; pieces left empty go. */
function inline(pieces: unknown[], look: (text: string) => MetName[]): unknown[] {
	const texts = pieces.map((piece) => (isText(piece) ? piece.text : isBreak(piece) ? '\n' : OTHER));
	const met = look(texts.join(''));
	if (met.length === 0) return pieces;
	let start = 0;
	return pieces.flatMap((piece, index) => {
		const text = texts[index] ?? '';
		const from = start;
		start += text.length;
		const own = met
			.filter((one) => one.start < start && one.end > from)
			.map((one) => ({
				...one,
				start: Math.max(one.start - from, 0),
				end: Math.min(one.end - from, text.length),
				instead: one.start >= from ? one.instead : ''
			}));
		if (own.length === 0) return [piece];
		const left = isText(piece) ? withoutNames(text, own) : '';
		return left === '' ? [] : [{ ...(piece as TextPiece), text: left }]; // a break inside a name goes with it
	});
}

/** A picture or anything else that is not words: no name runs over it. */
const OTHER = '\uFFFC';

function isBreak(one: unknown): boolean {
	return typeof one === 'object' && one !== null && 'type' in one && one.type === 'hard_break';
}
