import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	boundsOf,
	comparePartialDates,
	formatPartialDate,
	overlaps,
	parsePartialDate,
	partialDate,
	precisionOf
} from './partial-date.ts';

describe('a date says how precise it is', () => {
	test.each([
		['18/09/2023', '2023-09-18', 'day', '18 septembre 2023'],
		['1/5/2023', '2023-05-01', 'day', '1er mai 2023'],
		['1er mai 2023', '2023-05-01', 'day', '1er mai 2023'],
		['18 sept. 2023', '2023-09-18', 'day', '18 septembre 2023'],
		['Août 2023', '2023-08', 'month', 'août 2023'],
		['2e trimestre 2023', '2023-T2', 'quarter', '2e trimestre 2023'],
		['1er semestre 2023', '2023-S1', 'half', '1er semestre 2023'],
		['2d semestre 2023', '2023-S2', 'half', '2d semestre 2023'],
		['janv-23', '2023-01', 'month', 'janvier 2023'],
		['février-23', '2023-02', 'month', 'février 2023'],
		['2023-T2', '2023-T2', 'quarter', '2e trimestre 2023'],
		['2023-S1', '2023-S1', 'half', '1er semestre 2023'],
		['2023', '2023', 'year', '2023']
	])('%s is read as %s', (typed, canonical, precision, printed) => {
		const date = partialDate(typed);
		expect(date).toBe(canonical);
		expect(precisionOf(date)).toBe(precision);
		expect(formatPartialDate(date)).toBe(printed);
	});

	test.each([
		'31/02/2023',
		'31 février 2023',
		'3e semestre 2023',
		'18 brumaire 2023',
		'2023-13',
		'2023-00-10',
		'29/02/2023',
		'bientôt',
		'',
		'2023-S3',
		'2023-T5'
	])('%s is no date', (typed) => {
		expect(parsePartialDate(typed)).toBeNull();
	});

	test('29 February exists in a leap year', () => {
		expect(parsePartialDate('29/02/2024')).toBe('2024-02-29');
	});
});

describe('order', () => {
	test('a month-only date closes its month', () => {
		const sorted = ['2023-02', '2023-02-07', '2023-01', '2023-02-28']
			.map(partialDate)
			.sort(comparePartialDates);
		expect(sorted).toEqual(['2023-01', '2023-02-07', '2023-02-28', '2023-02']);
	});

	test('the second half-year ends on 31 December', () => {
		expect(boundsOf(partialDate('2023-S2'))).toEqual({ first: '2023-07-01', last: '2023-12-31' });
	});

	test('a day may be the same moment as its month, not as another month', () => {
		expect(overlaps(partialDate('2023-09-18'), partialDate('2023-09'))).toBe(true);
		expect(overlaps(partialDate('2023-09-18'), partialDate('2023-10'))).toBe(false);
	});

	test('every existing day survives writing and reading, and is its own bounds', () => {
		const day = fc
			.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
			.map((date) => date.toISOString().slice(0, 10));
		fc.assert(
			fc.property(day, (text) => {
				const date = partialDate(text);
				expect(boundsOf(date)).toEqual({ first: text, last: text });
			})
		);
	});
});

test('a day is read with the day of the week that it is, and with no other', () => {
	const day = fc.date({
		min: new Date('1950-01-01'),
		max: new Date('2099-12-31'),
		noInvalidDate: true
	});
	fc.assert(
		fc.property(day, fc.constantFrom('long', 'numeric'), (date, month) => {
			const iso = date.toISOString().slice(0, 10);
			const write = (of: Date) =>
				new Intl.DateTimeFormat('fr-FR', { weekday: 'long', timeZone: 'UTC' }).format(of);
			const rest = new Intl.DateTimeFormat('fr-FR', {
				day: 'numeric',
				month,
				year: 'numeric',
				timeZone: 'UTC'
			}).format(date);
			const next = new Date(date.getTime() + 24 * 3_600_000);
			expect(parsePartialDate(`${write(date)} ${rest}`)).toBe(iso);
			expect(parsePartialDate(`Le ${write(date)} ${rest}`)).toBe(iso);
			expect(parsePartialDate(`${write(next)} ${rest}`)).toBeNull();
		})
	);
	for (const vague of ['jeudi 2023', 'jeudi', 'jeudi novembre 2023', 'mars jeudi'])
		expect(parsePartialDate(vague)).toBeNull();
	expect(parsePartialDate('jeudi 30 novembre 2023')).toBe('2023-11-30');
});

test.each(['30.11.2023', '30-11-2023', '30/11/2023'])('%s is a day, as people write it', (text) => {
	expect(parsePartialDate(text)).toBe('2023-11-30');
});
