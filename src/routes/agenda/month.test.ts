import { expect, test } from 'vitest';
import { partialDate } from '#core/partial-date.ts';
import { byMonth, monthAround, weeksOf } from './month.ts';

const line = (id: string, date: string) => ({
	id,
	title: id,
	path: `/reunions/${id}`,
	date: partialDate(date)
});

test('a month begins on a Monday and holds each of its days once', () => {
	const { weeks } = weeksOf('2023-11', []);
	expect(weeks.every((week) => week.length === 7)).toBe(true);
	expect(weeks[0]?.map((one) => one.day)).toEqual([null, null, 1, 2, 3, 4, 5]);
	expect(weeks.flat().filter((one) => one.day !== null)).toHaveLength(30);
});

test('a meeting stands in the square of its day, a vague one beside the grid', () => {
	const { weeks, vague } = weeksOf('2023-11', [
		line('bureau', '2023-11-30'),
		line('visite', '2023-11')
	]);
	expect(
		weeks
			.flat()
			.find((one) => one.day === 30)
			?.entries.map((one) => one.id)
	).toEqual(['bureau']);
	expect(vague.map((one) => one.id)).toEqual(['visite']);
});

test('the months beside January are in two years', () => {
	expect(monthAround('2024-01')).toEqual({
		from: '2024-01-01',
		to: '2024-01-31',
		previous: '2023-12',
		next: '2024-02'
	});
});

test('a date that knows no month is under its own words', () => {
	const entries = [line('a', '2023-06-21'), line('b', '2023-06'), line('c', '2023-T2')];
	expect(byMonth(entries).map((one) => one.label)).toEqual([
		'juin 2023',
		'2e trimestre 2023, sans mois connu'
	]);
});

test('a crowded day shows three entries and counts the others', () => {
	const crowd = ['a', 'b', 'c', 'd', 'e'].map((id) => line(id, '2023-11-30'));
	const day = weeksOf('2023-11', crowd)
		.weeks.flat()
		.find((one) => one.day === 30);
	expect(day?.entries).toHaveLength(3);
	expect(day?.others).toBe(2);
});
