import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	codeCell,
	dayCell,
	decimalCell,
	eurosCell,
	integerCell,
	timeCell,
	yesNoCell
} from './cells.ts';

describe('a cell is read or refused in French', () => {
	test('euros become cents, with a comma, spaces and the sign', () => {
		expect(eurosCell.read('300 000,50 €')).toEqual({ value: 30_000_050 });
		expect(eurosCell.read('12,345')).toEqual({ refusal: 'a plus de deux décimales' });
		expect(eurosCell.read('beaucoup')).toHaveProperty('refusal');
	});

	test('an hour is read as people write it', () => {
		expect(timeCell.read('13h30')).toEqual({ value: '13:30' });
		expect(timeCell.read('9:05')).toEqual({ value: '09:05' });
		expect(timeCell.read('24:00')).toHaveProperty('refusal');
	});

	test('a month is not a day', () => {
		expect(dayCell.read('2023-09')).toHaveProperty('refusal');
		expect(dayCell.read('18/09/2023')).toEqual({ value: '2023-09-18' });
	});

	test('an integer has no decimals, a decimal takes a comma or a point', () => {
		expect(integerCell.read('12,5')).toHaveProperty('refusal');
		expect(decimalCell.read('-0,2')).toEqual({ value: -0.2 });
		expect(decimalCell.read('553.9')).toEqual({ value: 553.9 });
	});

	test('yes and no are French', () => {
		expect(yesNoCell.read('Oui')).toEqual({ value: true });
		expect(yesNoCell.read('yes')).toHaveProperty('refusal');
	});

	test('a code has no accent, capital, space or quote', () => {
		for (const bad of ['Été', 'a b', "a'b", '-a', 'a--b', '<b>', ''])
			expect(codeCell.read(bad)).toHaveProperty('refusal');
		expect(codeCell.read('gt7-alimentation')).toEqual({ value: 'gt7-alimentation' });
	});

	test('cents survive writing and reading', () => {
		fc.assert(
			fc.property(fc.integer({ min: -10_000_000_00, max: 10_000_000_00 }), (cents) => {
				expect(eurosCell.read(eurosCell.write(cents))).toEqual({ value: cents });
			})
		);
	});
});
