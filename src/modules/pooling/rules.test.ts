import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import {
	frequencyRefusals,
	frequencyText,
	joinedAfter,
	namesIn,
	surveyRefusals,
	timesPerMonth,
	tookPlaceIn,
	type Frequency
} from './rules.ts';

const monthly: Frequency = {
	period: 'month',
	frequencyMin: 2,
	frequencyMax: 3,
	frequencyWords: null
};

describe('the rhythm of a shared post', () => {
	it('two or three times a month count as two and a half on a bar', () => {
		expect(timesPerMonth(monthly)).toBe(2.5);
	});
	it('once a week is a little more than four times a month', () => {
		expect(timesPerMonth({ ...monthly, period: 'week', frequencyMin: 1, frequencyMax: 1 })).toBe(
			4.3
		);
	});
	it('an irregular rhythm has no number', () => {
		expect(timesPerMonth({ ...monthly, period: 'irregular' })).toBeNull();
	});
	it('the words of the document are kept', () => {
		expect(frequencyText({ ...monthly, frequencyWords: '2/3 fois par mois' })).toBe(
			'2/3 fois par mois'
		);
	});
	it('without words, the numbers make them', () => {
		expect(frequencyText(monthly)).toBe('2 à 3 fois par mois');
		expect(frequencyText({ ...monthly, frequencyMin: null, frequencyMax: null })).toBeNull();
	});
	it('a range turned over is refused, and only then', () => {
		fc.assert(
			fc.property(fc.nat(30), fc.nat(30), (low, high) => {
				const refusals = frequencyRefusals({ ...monthly, frequencyMin: low, frequencyMax: high });
				expect(refusals.length > 0).toBe(high < low);
			})
		);
	});
});

describe('the year of a support', () => {
	const open = { signedOn: null, from: null, until: null };
	it('without dates it is not left out', () => {
		expect(tookPlaceIn(open, 2023)).toBe(true);
	});
	it('signed the year before and not finished, it goes on', () => {
		expect(tookPlaceIn({ ...open, signedOn: partialDate('2022-09') }, 2023)).toBe(true);
	});
	it('finished the last day of the year before, it is over', () => {
		expect(tookPlaceIn({ ...open, until: partialDate('2022-12-31') }, 2023)).toBe(false);
		expect(tookPlaceIn({ ...open, until: partialDate('2023-01-01') }, 2023)).toBe(true);
	});
	it('signed the year after, it has not begun', () => {
		expect(tookPlaceIn({ ...open, signedOn: partialDate('2024-01-01') }, 2023)).toBe(false);
	});
});

describe('joining after the signature', () => {
	it('is certain only when the whole period of joining comes after', () => {
		expect(joinedAfter(partialDate('2023-04'), partialDate('2022-09'))).toBe(true);
		expect(joinedAfter(partialDate('2022'), partialDate('2022-09'))).toBe(false);
		expect(joinedAfter(null, partialDate('2022-09'))).toBe(false);
	});
});

describe('a survey', () => {
	it('said to be told back has results', () => {
		expect(surveyRefusals({ feedback: 'given', result: null })).toHaveLength(1);
		expect(surveyRefusals({ feedback: 'notGiven', result: null })).toEqual([]);
	});
});

describe('a printed line', () => {
	it('may name two legal bodies', () => {
		expect(namesIn('Atelier Avenir - Atelier')).toEqual(['Atelier Avenir', 'Atelier']);
	});
	it('with a hyphen or « et » inside a name stays one', () => {
		expect(namesIn('Garde et Toit')).toEqual(['Garde et Toit']);
		expect(namesIn('Saint-Amand')).toEqual(['Saint-Amand']);
	});
});
