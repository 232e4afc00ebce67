import type { RichNode, RichText } from '#core/rich-text.ts';
import type { Links } from './links.ts';
import type { Run } from './runs.ts';
import { french } from './typography.ts';

/** A structured text, typed: what the four renderers walk instead of the editor's loose nodes. */
export type Passage =
	| { kind: 'paragraph'; runs: Run[] }
	| { kind: 'heading'; level: number; runs: Run[] }
	| { kind: 'list'; ordered: boolean; start: number; items: Passage[][] }
	| { kind: 'quote'; parts: Passage[] }
	| { kind: 'code'; text: string }
	| { kind: 'rule' };

/** Reads a structured text; nodes nobody knows give their text, never nothing. */
export function passagesOf(text: RichText, links: Links): Passage[] {
	return readAll(text.content, links, 0);
}

/** Lists and quotations stand in one another up to there; deeper, their paragraphs do. PDF and Word stop a little further. */
const DEEPEST = 6;

function readAll(nodes: RichNode[] | undefined, links: Links, depth: number): Passage[] {
	return (nodes ?? []).flatMap((node) =>
		depth < DEEPEST || !NESTING.has(node.type)
			? [read(node, links, depth)]
			: readAll(node.content, links, depth)
	);
}

const NESTING = new Set(['bullet_list', 'ordered_list', 'list_item', 'blockquote']);

function read(node: RichNode, links: Links, depth: number): Passage {
	switch (node.type) {
		case 'heading':
			return { kind: 'heading', level: numberOf(node, 'level', 1), runs: readRuns(node, links) };
		case 'bullet_list':
		case 'ordered_list':
			return {
				kind: 'list',
				ordered: node.type === 'ordered_list',
				start: numberOf(node, 'order', 1),
				items: (node.content ?? []).map((item) => readAll(item.content, links, depth + 1))
			};
		case 'blockquote':
			return { kind: 'quote', parts: readAll(node.content, links, depth + 1) };
		case 'code_block':
			return { kind: 'code', text: (node.content ?? []).map((one) => one.text ?? '').join('') };
		case 'horizontal_rule':
			return { kind: 'rule' };
		default:
			return { kind: 'paragraph', runs: readRuns(node, links) };
	}
}

function readRuns(node: RichNode, links: Links): Run[] {
	if (node.type === 'hard_break') return [{ text: '', newLine: true }];
	// A picture pasted into a text has no place of its own here: its words stay.
	if (node.type === 'image') return [{ text: french(textOf(node, 'alt')) }];
	if (node.text === undefined) return (node.content ?? []).flatMap((one) => readRuns(one, links));
	const marks = new Map((node.marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}]));
	const target = marks.get('link')?.['href'];
	const href = typeof target === 'string' ? links(target) : null;
	const isCode = marks.has('code');
	return [
		{
			text: isCode ? node.text : french(node.text),
			...(href ? { href } : {}),
			...(marks.has('strong') ? { strong: true } : {}),
			...(marks.has('em') ? { em: true } : {}),
			...(isCode ? { code: true } : {})
		}
	];
}

function numberOf(node: RichNode, name: string, fallback: number): number {
	const value = node.attrs?.[name];
	return typeof value === 'number' ? value : fallback;
}

function textOf(node: RichNode, name: string): string {
	const value = node.attrs?.[name];
	return typeof value === 'string' ? value : '';
}
