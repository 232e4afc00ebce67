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
		for (const text of ['9h', '9 h', '09h00', '9 h 00', '9 heures', '9:00'])
			expect(timeCell.read(text), text).toEqual({ value: '09:00' });
		for (const text of ['24:00', '24h', '9', '9:', '9 h 5', '9 heures 5', 'h30', '9h60'])
			expect(timeCell.read(text), text).toHaveProperty('refusal');
	});

	test('an hour is the same in whatever way people write it', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 23 }),
				fc.integer({ min: 0, max: 59 }),
				fc.constantFrom(':', 'h', 'H', ' h '),
				(hour, minute, between) => {
					const minutes = String(minute).padStart(2, '0');
					const read = timeCell.read(`${String(hour)}${between}${minutes}`);
					expect(read).toEqual({ value: `${String(hour).padStart(2, '0')}:${minutes}` });
				}
			)
		);
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
