import { describe, expect, test } from 'vitest';
import { french, quoted } from './typography.ts';

describe('a French text', () => {
	test.each([
		['Pourquoi ? Parce que !', 'Pourquoi\u202f? Parce que\u202f!'],
		['Pourquoi?', 'Pourquoi\u202f?'],
		['« oui »', '«\u202foui\u202f»'],
		['«oui»', '«\u202foui\u202f»'],
		['Objet : la visite', 'Objet\u00a0: la visite'],
		['par exemple: un accès', 'par exemple\u00a0: un accès'],
		['1 200 emplois et 351 624 habitants', '1\u202f200 emplois et 351\u202f624 habitants'],
		['1 351 624', '1\u202f351\u202f624'],
		['25 M€, 10 %, 4 ha', '25\u00a0M€, 10\u202f%, 4\u00a0ha'],
		['le 18 septembre 2023', 'le 18\u00a0septembre 2023'],
		["l'atelier d'Anzin...", 'l’atelier d’Anzin…']
	])('%s', (typed, printed) => {
		expect(french(typed)).toBe(printed);
	});

	test('an address, an hour and a year before a number are left alone', () => {
		for (const text of ['https://fanal.fr/chiffres?annee=2023', '13:30', 'en 2023 100 places']) {
			expect(french(text)).toBe(text);
		}
	});

	test('printed twice, it does not change again', () => {
		const once = french('« Seul, on va vite ; ensemble : loin ! » 1 200 %');
		expect(french(once)).toBe(once);
	});
});

test('a quotation has one pair of marks, whatever it came with', () => {
	for (const typed of ['plus loin', '"plus loin"', '« plus loin »', '“plus loin”']) {
		expect(quoted(typed)).toBe('«\u202fplus loin\u202f»');
	}
});
