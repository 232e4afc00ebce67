import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { dateWords, declaredPeople, hours } from './sentences.ts';

describe('the date as the document says it', () => {
	it.each([
		['2023-01', 'janv-23', 'janvier 2023'],
		['2023-12', 'en décembre 2023', 'décembre 2023'],
		['2023-07', 'courant juillet', 'juillet 2023 (courant juillet)'],
		['2024', 'prochainement', '2024 (prochainement)'],
		['2023-05-01', null, '1er mai 2023']
	])('%s, said "%s", reads "%s"', (on, saidDate, words) => {
		expect(dateWords({ on: partialDate(on), saidDate })).toBe(words);
	});
});

describe('hours', () => {
	it('read as in French', () => {
		expect(hours({ startTime: '13:30', endTime: '17:45' })).toBe('de 13 h 30 à 17 h 45');
		expect(hours({ startTime: '09:00', endTime: null })).toBe('à 9 h');
		expect(hours({ startTime: null, endTime: null })).toBe('');
	});
});

describe('people declared by a document', () => {
	it('keep its words', () => {
		expect(
			declaredPeople({
				participants: { value: 80, qualifier: 'about' },
				saidParticipants: 'près de 80 participants'
			})
		).toBe('près de 80 participants');
	});
	it('without words, keep their precision', () => {
		const about = {
			participants: { value: 80, qualifier: 'about' as const },
			saidParticipants: null
		};
		expect(declaredPeople(about)).toBe('près de 80 participants');
		expect(
			declaredPeople({ participants: { value: 1, qualifier: 'exact' }, saidParticipants: null })
		).toBe('1 participant');
		expect(declaredPeople({ participants: null, saidParticipants: null })).toBeNull();
	});
});
