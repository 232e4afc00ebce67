import { describe, expect, test } from 'vitest';
import { epciOn, isCommuneCode, pointRefusals } from './rules.ts';
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
