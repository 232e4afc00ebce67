import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import {
	askedField,
	choicesOf,
	countAnswers,
	dayRefusals,
	questionRefusals,
	readAnswers,
	stateOn,
	type Asked
} from './rules.ts';

const asked = (over: Partial<Asked>): Asked => ({
	id: 'a',
	wording: 'Quand ?',
	type: 'text',
	required: null,
	choices: null,
	unit: null,
	...over
});
const read = (question: Asked, text: string) => readAnswers([question], { 'q-a': text });

describe('the answer to a question', () => {
	test.each<[string, Partial<Asked>, string, string | undefined]>([
		['a line', {}, ' Le mardi ', 'Le mardi'],
		['nothing, which is no answer', {}, '  ', undefined],
		['a number', { type: 'number' }, '1 250,5', '1250,5'],
		['a vague date', { type: 'date' }, 'septembre 2023', '2023-09'],
		['yes', { type: 'yesNo' }, 'Oui', 'Oui'],
		['a note', { type: 'scale' }, '4', '4'],
		['one choice', { type: 'choice', choices: 'Le matin | Le soir' }, 'Le soir', 'Le soir'],
		['several', { type: 'several', choices: 'A | B | C' }, 'A | C | A', 'A | C']
	])('may be %s', (_what, over, text, kept) => {
		const { answers, refusals } = read(asked(over), text);
		expect(refusals).toEqual([]);
		expect(answers.get('a')).toBe(kept);
	});

	test.each<[string, Partial<Asked>, string, string]>([
		['missing when it must be there', { required: true }, '', 'attend une réponse'],
		['a number in words', { type: 'number' }, 'douze', 'Écrivez un nombre'],
		['a day that does not exist', { type: 'date' }, '31/02/2023', 'n’existe pas'],
		['a choice that is not offered', { type: 'choice', choices: 'A | B' }, 'C', 'proposées'],
		['a note of six', { type: 'scale' }, '6', 'proposées'],
		['twenty megabytes', { type: 'long' }, 'x'.repeat(20_000_000), 'trop longue']
	])('is refused when it is %s, beside its field', (_what, over, text, reason) => {
		const { answers, refusals } = read(asked(over), text);
		expect(answers.size).toBe(0);
		expect(refusals).toMatchObject([{ field: 'q-a' }]);
		expect(refusals[0]?.message).toContain(reason);
	});

	test('that was kept is shown, sent again, and kept the same', () => {
		const question = asked({ type: 'several', choices: 'A | B | C' });
		fc.assert(
			fc.property(fc.subarray(['A', 'B', 'C'], { minLength: 1 }), (given) => {
				const kept = read(question, given.join(' | ')).answers.get('a') ?? '';
				expect(read(question, askedField(question, kept).value).answers.get('a')).toBe(kept);
			})
		);
	});

	test('of many is counted choice by choice', () => {
		const question = asked({ type: 'several', choices: 'A | B' });
		expect(countAnswers(question, ['A', 'A | B', ''])).toEqual([
			{ choice: 'A', count: 2 },
			{ choice: 'B', count: 1 }
		]);
	});
});

test('a question to choose from offers two choices at least', () => {
	expect(questionRefusals({ type: 'choice', choices: 'Seul | Seul |' })).toMatchObject([
		{ field: 'choices' }
	]);
	expect(questionRefusals({ type: 'choice', choices: 'A | B' })).toEqual([]);
	expect(questionRefusals({ type: 'text', choices: null })).toEqual([]);
	expect(choicesOf({ type: 'yesNo', choices: null })).toEqual(['Oui', 'Non']);
});

test('a questionnaire is open on its first and its last day, and on none outside', () => {
	const days = { opensOn: partialDate('2024-03-01'), closesOn: partialDate('2024-03-31') };
	expect(
		['2024-02-29', '2024-03-01', '2024-03-31', '2024-04-01'].map((day) => stateOn(days, day).isOpen)
	).toEqual([false, true, true, false]);
	expect(stateOn({ opensOn: null, closesOn: null }, '2024-03-01').isOpen).toBe(true);
	expect(dayRefusals({ opensOn: days.closesOn, closesOn: days.opensOn })).toHaveLength(1);
	expect(dayRefusals(days)).toEqual([]);
});
