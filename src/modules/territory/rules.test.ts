import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	contradictions,
	epciOn,
	gapOf,
	isCommuneCode,
	lastYearOf,
	latestKnown,
	membershipRefusals,
	pointRefusals
} from './rules.ts';
import { findOfficialCommune, officialEpciByCommune } from './server/official-lists.ts';

const CAPH = '200042190';
const COSTREVENT = '245901152';

test('Émerchicourt was of another intercommunality in 2023 only', () => {
	const memberships = [
		{ communeCode: '59192', epciCode: CAPH, from: null, until: null },
		{ communeCode: '59192', epciCode: COSTREVENT, from: '2023-01-01', until: '2024-01-01' }
	];
	expect(
		['2022-12-31', '2023-01-01', '2023-12-31', '2024-01-01'].map((day) =>
			epciOn(memberships, '59192', day)
		)
	).toEqual([CAPH, COSTREVENT, COSTREVENT, CAPH]);
	expect(epciOn(memberships, '59014', '2023-01-01')).toBeNull();
});

describe('official lists', () => {
	test('give the present name, arrondissement and intercommunality', () => {
		expect(findOfficialCommune('59136')).toMatchObject({
			name: 'Le Cateau-Cambrésis',
			arrondissementName: 'Cambrai'
		});
		expect(officialEpciByCommune().get('59014')).toBe('245901160');
	});

	test('lead from a delegated commune to the one it is part of', () => {
		expect(findOfficialCommune('02285')?.code).toBe('59545');
		expect(findOfficialCommune('99999')).toBeNull();
	});
});

test('a postal town is not a commune code, half a point is no point', () => {
	expect([isCommuneCode('2A004'), isCommuneCode('5901'), isCommuneCode('59 014')]).toEqual([
		true,
		false,
		false
	]);
	expect(pointRefusals({ longitude: 3.5, latitude: null })).toHaveLength(1);
	expect(pointRefusals({ longitude: 3.5, latitude: 150 })).toHaveLength(1);
	expect(pointRefusals({ longitude: null, latitude: null })).toEqual([]);
});

describe('a membership', () => {
	const own = (epciCode: string, from: string | null, until: string | null) => ({
		communeCode: '59192',
		epciCode,
		from,
		until
	});

	test('ends after it starts', () => {
		expect(membershipRefusals({ from: '2023-01-01', until: '2024-01-01' })).toEqual([]);
		expect(membershipRefusals({ from: '2023-01-01', until: null })).toEqual([]);
		expect(membershipRefusals({ from: '2023-01-01', until: '2023-01-01' })).toHaveLength(1);
		expect(membershipRefusals({ from: '2024-01-01', until: '2023-01-01' })).toHaveLength(1);
	});

	test('that makes an exception to the official list contradicts nothing', () => {
		const usual = own(CAPH, null, null);
		const exception = own(COSTREVENT, '2023-01-01', '2024-01-01');
		expect(contradictions([usual, exception])).toEqual([]);
		expect(contradictions([exception, own(CAPH, '2024-01-01', null)])).toEqual([]);
		expect(contradictions([exception, own(CAPH, '2023-12-31', null)])).toHaveLength(1);
		expect(contradictions([usual, own(COSTREVENT, null, null)])).toHaveLength(1);
	});

	test('is found on each of its days and on no other, whatever the dates', () => {
		const day = fc
			.date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		fc.assert(
			fc.property(day, day, day, (a, b, asked) => {
				const [from, until] = a < b ? [a, b] : [b, a];
				const found = epciOn([own(COSTREVENT, from, until)], '59192', asked);
				expect(found).toBe(from <= asked && asked < until ? COSTREVENT : null);
			})
		);
	});
});

describe('an indicator', () => {
	const of = (period: string) => ({ period });

	test('is told by its last value known at the end of the year', () => {
		const values = [of('2021'), of('2013-2018'), of('2025'), of('2022')];
		expect(latestKnown(values, 2023)?.period).toBe('2022');
		expect(latestKnown(values, 2020)?.period).toBe('2013-2018');
		expect(latestKnown(values, 2010)).toBeNull();
		expect([lastYearOf('2018'), lastYearOf('2013-2018'), lastYearOf('recensement')]).toEqual([
			2018,
			2018,
			null
		]);
	});

	test('compares places only when every value is above zero', () => {
		expect(gapOf([351624, 161111])).toBeCloseTo(2.18, 2);
		expect([gapOf([0.1, -0.2]), gapOf([3, 0]), gapOf([3, null]), gapOf([])]).toEqual([
			null,
			null,
			null,
			null
		]);
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 2 }), (values) => {
				expect(gapOf(values)).toBeGreaterThanOrEqual(1);
			})
		);
	});
});
