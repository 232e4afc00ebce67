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
 * The same value (a text, or whatever JSON holds) without the name of somebody, and each text that held it. A rich text is read as
 * one: a name is met whatever cuts it, bold, a link, a line, a paragraph.
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

/** Each text of a value as it is read: a rich text as one, whatever cuts it, and any other text. */
export function textsRead(value: unknown): string[] {
	const texts: string[] = [];
	rewritten(value, (text) => {
		texts.push(text);
		return [];
	});
	return texts;
}

type Look = (text: string) => MetName[];

/** The value without the passages that `look` finds in each of its texts, a rich text being one. */
function rewritten(value: unknown, look: Look): unknown {
	if (typeof value === 'string') return withoutNames(value, look(value));
	if (Array.isArray(value)) {
		const held: unknown[] = value;
		return held.some(isText)
			? richText({ type: 'doc', content: held }, look).content
			: held.map((one) => rewritten(one, look));
	}
	if (value === null || typeof value !== 'object') return value;
	return isNode(value) ? richText(value, look) : rewrittenFields(value, look);
}

function rewrittenFields(value: object, look: Look): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(value).map(([key, held]) => [key, rewritten(held, look)])
	);
}

/** A piece of a rich text that holds others. */
interface RichNode {
	type: string;
	content: unknown[];
}

interface TextPiece {
	type: 'text';
	text: string;
}

function isNode(one: object): one is RichNode {
	return (
		'type' in one &&
		typeof one.type === 'string' &&
		'content' in one &&
		Array.isArray(one.content) &&
		one.content.every((held) => typeof held === 'object' && held !== null && 'type' in held)
	);
}

function isText(one: unknown): one is TextPiece {
	return hasType(one, 'text') && 'text' in one && typeof one.text === 'string';
}

function hasType(one: unknown, type: string): one is object {
	return typeof one === 'object' && one !== null && 'type' in one && one.type === type;
}

/** Where a piece of a rich text stands in its words. */
interface Place {
	start: number;
	end: number;
}

/**
 * A rich text, its names replaced across its pieces: what stands instead goes where the name began, a break inside a name goes with
 * it, pieces and blocks left empty go. The addresses of links and pictures are texts of their own.
 */
function richText(whole: RichNode, look: Look): RichNode {
	const { text, places } = wordsOf(whole);
	const met = look(text);
	let next = 0;
	/** The piece without the names that stand in it; null when nothing is left of it. */
	const piece = (one: object): object | null => {
		const { start, end } = places.get(one) ?? { start: 0, end: 0 };
		while ((met[next]?.end ?? Infinity) <= start) next += 1;
		const own: MetName[] = [];
		for (let index = next; (met[index]?.start ?? Infinity) < end; index++) {
			const name = met[index];
			if (name)
				own.push({
					...name,
					start: Math.max(name.start - start, 0),
					end: Math.min(name.end, end) - start,
					instead: name.start >= start ? name.instead : ''
				});
		}
		if (own.length > 0 && hasType(one, 'hard_break')) return null;
		if (!isText(one)) return rewrittenFields(one, look);
		const left = withoutNames(one.text, own);
		if (left === '') return null;
		return 'marks' in one
			? { ...one, text: left, marks: rewritten(one.marks, look) }
			: { ...one, text: left };
	};
	const walk = (node: RichNode): RichNode | null => {
		const content = node.content.flatMap((one, index): unknown[] => {
			if (typeof one !== 'object' || one === null) return [one];
			const left = isNode(one) ? walk(one) : piece(one);
			if (left) return [left];
			// What a list or its items begin with stays, empty: a document without it is none.
			return isNode(one) && index === 0 && node.content.length > 1 && hasType(node, 'list_item')
				? [{ ...one, content: [] }]
				: [];
		});
		if (content.length === 0 && node.content.length > 0 && node !== whole) return null;
		const { content: _, ...rest } = node;
		return { ...rewrittenFields(rest, look), type: node.type, content };
	};
	return walk(whole) ?? whole;
}

/** The words of a rich text as they are read, and where each piece stands in them; between two blocks, a blank line. */
function wordsOf(whole: RichNode): { text: string; places: Map<object, Place> } {
	const texts: string[] = [];
	const places = new Map<object, Place>();
	let length = 0;
	let isParted = false;
	const add = (text: string): void => {
		texts.push(text);
		length += text.length;
	};
	const walk = (one: unknown): void => {
		if (typeof one !== 'object' || one === null) return;
		if (isNode(one)) {
			const isBlock = !hasType(one, 'doc');
			isParted ||= isBlock;
			one.content.forEach(walk);
			isParted ||= isBlock;
			return;
		}
		const text = isText(one) ? one.text : hasType(one, 'hard_break') ? '\n' : OTHER;
		if (isParted && length > 0) add(BETWEEN_BLOCKS);
		isParted = false;
		places.set(one, { start: length, end: length + text.length });
		add(text);
	};
	walk(whole);
	return { text: texts.join(''), places };
}

const BETWEEN_BLOCKS = '\n\n';
/** A picture, or anything else that is not words. */
const OTHER = '\uFFFC';
