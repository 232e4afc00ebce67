import { expect, test } from 'vitest';
import { placeRefusals } from './rules.ts';

test('a document has a file here, or an address elsewhere', () => {
	expect(placeRefusals({ file: null, address: null })[0]).toMatchObject({ field: 'file' });
	expect(placeRefusals({ file: 'fichiers/x/y.pdf', address: null })).toEqual([]);
	expect(placeRefusals({ file: null, address: 'https://exemple.example.org/a' })).toEqual([]);
});
