import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../testing/sample-document.ts';
import { printFile, turnOf } from './index.ts';

test('a file waits for those asked before, is told to come back when too many wait, and is made in the end', async () => {
	const many = Array.from({ length: 21 }, (_, index) => ({
		...sampleDocument([]),
		year: 1900 + index
	}));
	const [first = sampleDocument([]), second = first] = many;
	expect(turnOf(first, 'md')).toBe('now');
	const files = many.map((one) => printFile(one, 'md'));
	expect(turnOf(first, 'md')).toBe('now');
	expect(turnOf(second, 'md')).toBe('later');
	expect(turnOf(sampleDocument(), 'md')).toBe('full');
	await Promise.all(files);
	expect(turnOf(second, 'md')).toBe('now');
	expect(turnOf(sampleDocument(), 'md')).toBe('now');
});

describe('a file asked for twice', () => {
	test('is made once while nothing changed', async () => {
		const first = printFile(sampleDocument(), 'md');
		expect(printFile(sampleDocument(), 'md')).toBe(first);
		expect(new TextDecoder().decode(await first)).toContain('Cap Lys');
	});

	test('is made again when a word of it changed, or for another format', () => {
		const first = printFile(sampleDocument(), 'md');
		const changed = { ...sampleDocument(), title: 'Bilan' };
		expect(printFile(changed, 'md')).not.toBe(first);
		expect(printFile(sampleDocument(), 'html')).not.toBe(first);
	});

	test('makes room for others after a while', () => {
		const first = printFile(sampleDocument(), 'md');
		for (let year = 2001; year < 2030; year += 1)
			void printFile({ ...sampleDocument([]), year }, 'md');
		expect(printFile(sampleDocument(), 'md')).not.toBe(first);
	});
});
