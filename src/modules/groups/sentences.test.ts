import { describe, expect, it } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { kinshipSentence, moment } from './sentences.ts';

describe('a date inside a sentence', () => {
	it.each([
		['2023-03-12', 'le 12 mars 2023'],
		['2023-05-01', 'le 1er mai 2023'],
		['2023-11', 'en novembre 2023'],
		['2023-T2', 'au 2e trimestre 2023'],
		['2023-S1', 'au 1er semestre 2023'],
		['2023', 'en 2023']
	])('%s reads "%s"', (date, words) => {
		expect(moment(partialDate(date))).toBe(words);
	});
});

describe('the kinship of a group', () => {
	it('born of a split, with the reason given', () => {
		expect(
			kinshipSentence({
				nature: 'split',
				born: true,
				on: partialDate('2023'),
				reason: 'Trop de sujets',
				others: ['« GT2 — Projets »']
			})
		).toBe(
			'Ce groupe est né en 2023 de la scission de « GT2 — Projets ». Raison donnée : Trop de sujets.'
		);
	});
	it('split into two others, without a date', () => {
		expect(
			kinshipSentence({
				nature: 'split',
				born: false,
				on: null,
				reason: null,
				others: ['« A »', '« B »']
			})
		).toBe('Ce groupe s’est scindé : « A » et « B » en sont issus.');
	});
	it('born of the reunion of two', () => {
		expect(
			kinshipSentence({
				nature: 'merger',
				born: true,
				on: null,
				reason: null,
				others: ['« A »', '« B »']
			})
		).toBe('Ce groupe est né de la réunion de « A » et « B ».');
	});
	it('followed by another', () => {
		const tie = { nature: 'sequel', on: partialDate('2024-01'), reason: null } as const;
		expect(kinshipSentence({ ...tie, born: true, others: ['« A »'] })).toBe(
			'Ce groupe prend en janvier 2024 la suite de « A ».'
		);
		expect(kinshipSentence({ ...tie, born: false, others: ['« B »'] })).toBe(
			'« B » a pris en janvier 2024 la suite de ce groupe.'
		);
	});
});
