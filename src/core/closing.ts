import { isAsWide } from './actor.ts';
import { peopleOfAudience, type Audience } from './vocabulary.ts';

/** Does the person of this code read an audience today? */
export type ReadsToday = (code: string, audience: Audience) => boolean;

/**
 * Who reads a part of a record once the readers of the record have changed. Closing takes the part with it: to the new readers, when
 * they all read it already or when the part was as open as the record and these are named; else to those who certainly read both.
 * Nobody else comes in. Opening leaves the part as it is, and so do people whom the part names, unless none but the record named them.
 * @param part who reads the part, as its author said
 * @param was who read the record, `is` who reads it now, both as its author said
 */
export function closedWith(
	part: Audience,
	{ was, is }: { was: Audience; is: Audience },
	readsToday: ReadsToday
): Audience {
	if (isAsWide(is, was) || isAsWide(is, part)) return part;
	const isNamed = peopleOfAudience(is).length > 0;
	const own = peopleOfAudience(part);
	// From named people to a circle the record opens: what it had for a circle of its own stays with that circle.
	if (!isNamed && own.length === 0 && peopleOfAudience(was).length > 0) return part;
	if (isAsWide(part, is)) return is;
	const wasAsOpen = isAsWide(part, was);
	if (isNamed && wasAsOpen) return is;
	if (!isNamed && own.length === 0) return 'team'; // reads every circle and every group
	if (!isNamed && !wasAsOpen) return part;
	const both = isNamed
		? peopleOfAudience(is).filter((code) =>
				own.length > 0 ? own.includes(code) : readsToday(code, part)
			)
		: own.filter((code) => readsToday(code, is));
	return both.length > 0 ? `people:${both.join(',')}` : part;
}

/** The same for a part that comes back, of which nobody knows who read its record then: at most as open as the record is now. */
export function asOpenAs(record: Audience, part: Audience, readsToday: ReadsToday): Audience {
	return closedWith(part, { was: 'public', is: record }, readsToday);
}

/** Do all who read `audience` read `wide` too, those whom it names by what they are today? Then giving it to `wide` takes nobody away. */
export function isAsWideToday(wide: Audience, audience: Audience, readsToday: ReadsToday): boolean {
	if (isAsWide(wide, audience)) return true;
	const named = peopleOfAudience(audience);
	return named.length > 0 && named.every((code) => readsToday(code, wide));
}
