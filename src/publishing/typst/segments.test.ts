import { expect, test } from 'vitest';
import type { TypstBlock } from './blocks.ts';
import { hangs, segmentsOf } from './segments.ts';

const heading = (level: number): TypstBlock => ({
	kind: 'heading',
	level,
	text: 'Visite',
	newPage: false,
	listed: true
});
const text = (length: number): TypstBlock => ({
	kind: 'paragraph',
	runs: [{ text: 'a'.repeat(length) }]
});
const facts: Extract<TypstBlock, { kind: 'facts' }> = {
	kind: 'facts',
	title: 'En bref',
	entries: [{ label: 'Fondée', value: [{ text: '1990' }] }],
	inLine: false
};
const quote: TypstBlock = { kind: 'quote', text: 'Plus loin', by: [] };

test('facts and the quote of a sheet stand in the margin of its text', () => {
	expect(segmentsOf([facts, text(200), quote])).toMatchObject([
		{ kind: 'text', facts, quote, blocks: [text(200)] }
	]);
});

test('facts with hardly a text beside them take the width of the page', () => {
	expect(segmentsOf([facts])).toEqual([{ kind: 'wide', block: facts }]);
	expect(segmentsOf([facts, text(10)])).toMatchObject([
		{ kind: 'wide', block: facts },
		{ kind: 'text', facts: null, quote: null, blocks: [text(10)] }
	]);
});

test('a heading stays with what it announces, never with what it follows', () => {
	const kinds = segmentsOf([text(10), heading(3), facts, text(200)]).map((one) =>
		one.kind === 'wide' ? one.block.kind : one.blocks.map((block) => block.kind)
	);
	expect(kinds).toEqual([['paragraph'], 'heading', ['paragraph']]);
});

test('a long value is not cut into a ladder of short lines in the margin', () => {
	const long: TypstBlock = {
		kind: 'facts',
		title: 'En bref',
		entries: [{ label: 'Partenaires', value: [{ text: 'a'.repeat(200) }] }],
		inLine: false
	};
	expect(segmentsOf([long, text(900)])[0]).toEqual({ kind: 'wide', block: long });
});

test('headings stand in the margin, each beside what it announces', () => {
	const [segment] = segmentsOf([heading(2), text(10), heading(3), text(20), text(30)]);
	expect(segment?.kind === 'text' && segment.parts).toEqual([
		{ heading: heading(2), quote: null, blocks: [text(10)] },
		{ heading: heading(3), quote: null, blocks: [text(20), text(30)] }
	]);
});

test('the quote of a sheet whose facts are long stands in the margin of its longest part', () => {
	const long: TypstBlock = {
		kind: 'facts',
		title: 'En bref',
		entries: [{ label: 'Personnes', value: [{ text: 'a'.repeat(200) }] }],
		inLine: false
	};
	const sheet = [long, heading(3), text(300), heading(3), text(800), quote];
	const [, told] = segmentsOf(sheet);
	expect(told?.kind === 'text' && told.parts).toEqual([
		{ heading: heading(3), quote: null, blocks: [text(300)] },
		{ heading: heading(3), quote, blocks: [text(800)] }
	]);
	const [, short] = segmentsOf([long, heading(3), text(300), quote]);
	expect(short?.kind === 'text' && short.parts[0]?.blocks.at(-1)).toBe(quote);
});

test('one or two facts are a line of the text, under its heading', () => {
	const line: TypstBlock = { ...facts, inLine: true };
	const [told] = segmentsOf([heading(2), line, text(20)]);
	expect(told?.kind === 'text' && told.parts).toEqual([
		{ heading: heading(2), quote: null, blocks: [line, text(20)] }
	]);
});

test('texts keep to the reading column where something stands in the margin', () => {
	expect(hangs(segmentsOf([heading(2), text(20)]))).toBe(true);
	expect(hangs(segmentsOf([facts, text(200)]))).toBe(true);
	expect(hangs(segmentsOf([text(20)]))).toBe(false);
});
