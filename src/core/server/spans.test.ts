import { sql, type SQL } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOf, comparePartialDates, partialDate } from '../partial-date.ts';
import { compareFrench } from '../words.ts';
import type { Context } from './context.ts';
import { firstDayOf, inFrench, inTime, isOfYear, lastDayOf, mayTouch } from './spans.ts';
import { inTestCollective } from './testing.ts';

const years = fc.integer({ min: 1998, max: 2031 }).map(String);
const two = (most: number) =>
	fc.integer({ min: 1, max: most }).map((one) => String(one).padStart(2, '0'));
const days = fc.tuple(years, two(12), two(28)).map((parts) => parts.join('-'));
const dates = fc
	.oneof(
		years,
		fc.tuple(years, two(12)).map((parts) => parts.join('-')),
		fc
			.tuple(years, fc.integer({ min: 1, max: 4 }))
			.map(([year, rank]) => `${year}-T${String(rank)}`),
		fc
			.tuple(years, fc.integer({ min: 1, max: 2 }))
			.map(([year, rank]) => `${year}-S${String(rank)}`),
		days,
		fc.constantFrom('2023-02-28', '2024-02-29', '2023-04-30', '2023-12-31', '2023-01-01')
	)
	.map(partialDate);

/** What the database says of each of these. */
async function asked<T, U>({ db }: Context, all: T[], say: (one: T) => SQL<U>): Promise<U[]> {
	const { rows } = await db.execute<{ said: U }>(
		sql`${sql.join(
			all.map((one, rank) => sql`select ${rank}::int as rank, ${say(one)} as said`),
			sql` union all `
		)} order by rank`
	);
	return rows.map(({ said }) => said);
}

const text = (value: string | null) => sql`${value}::text`;

test('a date covers the same days in the database as in the program', () =>
	inTestCollective(async (ctx) => {
		const drawn = fc.sample(fc.tuple(dates, days), 400);
		const found = await asked(
			ctx,
			drawn,
			([date, day]) =>
				sql<
					boolean[]
				>`array[${firstDayOf(text(date))} <= ${day}, ${lastDayOf(text(date))} >= ${day}]`
		);
		for (const [index, [date, day]] of drawn.entries()) {
			const { first, last } = boundsOf(date);
			expect([date, day, found[index]]).toEqual([date, day, [first <= day, last >= day]]);
		}
	}));

test('a span touches days unless it is certainly over, or not begun; an unknown end excludes nothing', () =>
	inTestCollective(async (ctx) => {
		const end = fc.option(dates);
		const drawn = fc.sample(fc.tuple(end, end, days, days), 400);
		const found = await asked(ctx, drawn, ([from, until, one, other]) => {
			const [first = '', last = ''] = [one, other].sort();
			return mayTouch({ from: text(from), until: text(until) }, first, last);
		});
		for (const [index, [from, until, one, other]] of drawn.entries()) {
			const [first = '', last = ''] = [one, other].sort();
			const begun = from === null || boundsOf(from).first <= last;
			const over = until !== null && boundsOf(until).last < first;
			expect([from, until, first, last, found[index]]).toEqual([
				from,
				until,
				first,
				last,
				begun && !over
			]);
		}
	}));

test('a date is of its year, whatever its precision; no date is of none', () =>
	inTestCollective(async (ctx) => {
		const drawn = fc.sample(fc.option(dates), 100);
		const found = await asked(ctx, drawn, (date) => isOfYear(text(date), 2023));
		expect(found).toEqual(drawn.map((date) => date?.startsWith('2023') ?? false));
	}));

test('the order of dates is the calendar’s, a vague one after those that it covers', () =>
	inTestCollective(async (ctx) => {
		const drawn = fc.sample(dates, 300);
		const values = sql.join(
			drawn.map((date) => sql`(${date}::text)`),
			sql`, `
		);
		const order = sql.join(inTime(sql`said`), sql`, `);
		const { rows } = await ctx.db.execute<{ said: (typeof drawn)[number] }>(
			sql`select said from (values ${values}) drawn(said) order by ${order}, said`
		);
		const found = rows.map(({ said }) => said);
		const ranks = found.slice(1).map((one, index) => comparePartialDates(found[index] ?? one, one));
		expect(ranks.filter((rank) => rank > 0)).toEqual([]);
	}));

const NAMES = [
	'Élan',
	'élan',
	'Elan',
	'eau vive',
	'Œuvre',
	'Ozone',
	'GT2',
	'GT10',
	'GT 3',
	'La Pose',
	'Le Phare',
	'L’Escale',
	"L'Arche",
	'Les Amis',
	'Las Vegas',
	'LAPOSE',
	'Zoé',
	'2e rang',
	'10e rang',
	'Ça',
	'Cabane'
];

test('the order of names is that of a French index, the same in the database as in the program', () =>
	inTestCollective(async (ctx) => {
		const values = sql.join(
			NAMES.map((name) => sql`(${name}::text)`),
			sql`, `
		);
		const { rows } = await ctx.db.execute<{ said: string }>(
			sql`select said from (values ${values}) drawn(said) order by ${inFrench(sql`said`)}`
		);
		const found = rows.map(({ said }) => said);
		expect(found).toHaveLength(NAMES.length);
		const wrong = found
			.slice(1)
			.flatMap((one, index) =>
				compareFrench(found[index] ?? one, one) > 0 ? [[found[index], one]] : []
			);
		expect(wrong).toEqual([]);
	}));
