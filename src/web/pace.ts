/** Requests that one program may make in a minute: ten pages of two hundred records a second would read a collective whole. */
const PER_MINUTE = 600;
const MINUTE_MS = 60_000;
/** Programs remembered at once; beyond, the oldest minute is forgotten. */
const MOST = 10_000;

const minutes = new Map<string, { from: number; count: number }>();

/** Seconds that a program must wait before it asks again; 0 when it need not. Counts the request. */
export function waitFor(who: string, now: Date): number {
	const at = now.getTime();
	const known = minutes.get(who);
	const minute = known && at - known.from < MINUTE_MS ? known : { from: at, count: 0 };
	minute.count += 1;
	minutes.delete(who);
	minutes.set(who, minute);
	for (const oldest of minutes.keys()) {
		if (minutes.size <= MOST) break;
		minutes.delete(oldest);
	}
	return minute.count > PER_MINUTE ? Math.ceil((minute.from + MINUTE_MS - at) / 1000) : 0;
}
