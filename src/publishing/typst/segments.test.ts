import { expect, test } from 'vitest';
import type { TypstBlock } from './blocks.ts';
import { segmentsOf } from './segments.ts';

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
const facts: TypstBlock = {
	kind: 'facts',
	title: 'En bref',
	entries: [{ label: 'Fondée', value: [{ text: '1990' }] }]
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
		entries: [{ label: 'Partenaires', value: [{ text: 'a'.repeat(200) }] }]
	};
	expect(segmentsOf([long, text(900)])[0]).toEqual({ kind: 'wide', block: long });
});

test('headings stand in the margin, each beside what it announces', () => {
	const [segment] = segmentsOf([heading(2), text(10), heading(3), text(20), text(30)]);
	expect(segment?.kind === 'text' && segment.parts).toEqual([
		{ heading: heading(2), blocks: [text(10)] },
		{ heading: heading(3), blocks: [text(20), text(30)] }
	]);
});
