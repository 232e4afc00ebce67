import { expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { aggregateRefusals, touchesYear, type Aggregates } from './rules.ts';

const workshop: Aggregates = {
	from: partialDate('2023-09'),
	until: null,
	participants: 20,
	women: 18,
	men: 2,
	jobExits: 2,
	trainingExits: null
};

test('women and men make the total, exits do not exceed it', () => {
	expect(aggregateRefusals(workshop)).toEqual([]);
	expect(aggregateRefusals({ ...workshop, men: 3 })).toHaveLength(1);
	expect(aggregateRefusals({ ...workshop, jobExits: 15, trainingExits: 6 })).toHaveLength(1);
	expect(aggregateRefusals({ ...workshop, participants: null })).toEqual([]);
});

test('a period that goes on touches the years that follow, not those before', () => {
	expect(touchesYear(workshop, 2022)).toBe(false);
	expect(touchesYear(workshop, 2023)).toBe(true);
	expect(touchesYear(workshop, 2024)).toBe(true);
});
