import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanFileName, formatSize, parseFileName, shownFileName, writeFileName } from './files.ts';

const SHA = 'a'.repeat(64);

describe('the name of a file', () => {
	test.each([
		['C:\\Users\\Zoé\\Convention.pdf', 'Convention.pdf'],
		['../../etc/passwd.txt', 'passwd.txt'],
		['facture\u202efdp.exe', 'facturefdp.exe'],
		['a\u0000b\r\nSet-Cookie: x.pdf', 'abSet-Cookie- x.pdf'],
		['Compte  rendu <final>.pdf', 'Compte rendu -final-.pdf'],
		['Re\u0301union.pdf', 'Réunion.pdf'],
		['...', '']
	])('%j becomes %j', (given, kept) => {
		expect(cleanFileName(given)).toBe(kept);
	});

	test('whatever it was, stands on one line, in one folder, and is read back', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (given) => {
				const name = cleanFileName(given);
				expect(name).not.toMatch(/[/\\\p{Cc}]/u);
				expect(cleanFileName(name)).toBe(name);
				if (name) expect(parseFileName(writeFileName({ sha256: SHA, name }))?.name).toBe(name);
			})
		);
	});

	test('is all that people see of it', () => {
		expect(shownFileName(`fichiers/${SHA}/Lettre.pdf`)).toBe('Lettre.pdf');
		expect(shownFileName(`fichiers/${SHA}/Lettre.pdf#${'x'.repeat(43)}`)).toBe('Lettre.pdf');
		expect(shownFileName('')).toBe('');
	});
});

test('a size is told in French', () => {
	expect([12, 2_500, 340_000, 2_500_000].map(formatSize)).toEqual([
		'12\u00a0octets',
		'2,4\u00a0Ko',
		'332\u00a0Ko',
		'2,4\u00a0Mo'
	]);
});
