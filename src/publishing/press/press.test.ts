import { describe, expect, test } from 'vitest';
import { sampleDocument } from '../testing/sample-document.ts';
import { printFile } from './index.ts';

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
		for (let year = 2001; year < 2010; year += 1)
			void printFile({ ...sampleDocument([]), year }, 'md');
		expect(printFile(sampleDocument(), 'md')).not.toBe(first);
	});
});
