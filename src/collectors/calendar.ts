import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { boundsOf, comparePartialDates, precisionOf } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { CalendarEntry, Period } from '#core/server/contract.ts';
import { mayRead } from '#core/actor.ts';
import { cleanText } from '#core/typed.ts';
import { modules } from '#modules/all.ts';

/** How far the next dates and the last ones are looked for. */
export const HORIZON_MONTHS = 18;

/** Everything dated between two days that the actor may read, in date order. */
export async function listCalendar(ctx: Context, period: Period): Promise<CalendarEntry[]> {
	const entries: CalendarEntry[] = [];
	for (const one of modules) entries.push(...((await one.calendar?.(ctx, period)) ?? []));
	return entries
		.filter((entry) => mayRead(ctx.actor, entry.audience))
		.sort(
			(a, b) =>
				comparePartialDates(a.date, b.date) || (a.startTime ?? '').localeCompare(b.startTime ?? '')
		);
}

/** The next dates from the day of the context, or else the last ones, latest first; cancelled ones left out. */
export async function listAround(
	ctx: Context,
	limit: number
): Promise<{ next: CalendarEntry[]; last: CalendarEntry[] }> {
	const today = Temporal.PlainDate.from(ctx.today);
	const next = await listCalendar(ctx, {
		from: ctx.today,
		to: today.add({ months: HORIZON_MONTHS }).toString()
	});
	const kept = next.filter((entry) => !entry.cancelled).slice(0, limit);
	if (kept.length > 0) return { next: kept, last: [] };
	const last = await listCalendar(ctx, {
		from: today.subtract({ months: HORIZON_MONTHS }).toString(),
		to: ctx.today
	});
	return {
		next: [],
		last: last
			.filter((entry) => !entry.cancelled)
			.reverse()
			.slice(0, limit)
	};
}

/**
 * The iCalendar feed (RFC 5545) of the entries known to the day; vaguer ones have no place in a calendar and
 * are left to the page. Instants are in UTC, days are all-day events with an exclusive end.
 */
export function calendarFeed(
	entries: CalendarEntry[],
	frame: { name: string; baseUrl: string; now: Date }
): string {
	const host = new URL(frame.baseUrl).hostname;
	const calendar = ical({
		name: cleanText(frame.name, false),
		prodId: { company: 'Fanal', product: 'Agenda', language: 'FR' },
		method: ICalCalendarMethod.PUBLISH,
		ttl: 12 * 3600
	});
	for (const entry of entries) {
		if (precisionOf(entry.date) !== 'day') continue;
		const timed = entry.startTime !== undefined;
		const start = timed
			? instantOf(entry.date, entry.startTime ?? '00:00')
			: midnightUtc(entry.date);
		const end = timed
			? instantOf(entry.date, entry.endTime ?? oneHourAfter(entry.startTime ?? '00:00'))
			: midnightUtc(Temporal.PlainDate.from(boundsOf(entry.date).last).add({ days: 1 }).toString());
		calendar.createEvent({
			id: `${entry.id}@${host}`,
			stamp: frame.now,
			start,
			end,
			allDay: !timed,
			summary: cleanText(entry.title, false),
			...(entry.place ? { location: cleanText(entry.place, false) } : {}),
			url: new URL(entry.path, frame.baseUrl).href,
			status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED
		});
	}
	return `${calendar.toString().trimEnd()}\r\n`;
}

function instantOf(day: string, time: string): Date {
	const zoned = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/Paris');
	return new Date(zoned.epochMilliseconds);
}

function midnightUtc(day: string): Date {
	return new Date(`${day}T00:00:00Z`);
}

function oneHourAfter(time: string): string {
	const hour = Number(time.slice(0, 2)) + 1;
	return hour > 23 ? '23:59' : `${String(hour).padStart(2, '0')}${time.slice(2)}`;
}
