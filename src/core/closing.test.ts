import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAsWide, mayRead, type PersonActor } from './actor.ts';
import { asOpenAs, closedWith, isAsWideToday } from './closing.ts';
import { roles, type Grant, type Role } from './roles.ts';
import { peopleOfAudience, type Audience } from './vocabulary.ts';

const AUDIENCES: Audience[] = [
	'public',
	'members',
	'council',
	'board',
	'team',
	'group:gt5',
	'group:gt6',
	'pilots:gt5',
	'people:ada',
	'people:ada,zoe',
	'people:max,zoe',
	'people:lou'
];
const anAudience = fc.constantFrom(...AUDIENCES);
const CODES = ['ada', 'zoe', 'max', 'lou'];

const aGrant = fc
	.tuple(
		fc.constantFrom(...(Object.keys(roles) as Role[])), // keys of the list
		fc.constantFrom('gt5', 'gt6', '')
	)
	.map(([role, code]): Grant => ({
		role,
		because: 'a ce rôle',
		...(code ? { scope: { kind: 'group', id: code, code, name: code } } : {})
	}));
/** The four people of the tests, whatever roles they hold. */
const aTown = fc
	.array(fc.array(aGrant, { maxLength: 3 }), { minLength: 4, maxLength: 4 })
	.map((held) =>
		CODES.map((code, index): PersonActor => ({
			kind: 'person',
			name: code,
			person: code,
			account: code,
			grants: held[index] ?? []
		}))
	);

const readsOf = (town: PersonActor[]) => (code: string, audience: Audience) =>
	town.some((one) => one.person === code && mayRead(one, audience));

describe('whoever people are, once a record is closed', () => {
	test('nobody reads a part that they did not, but whom a record as open as it now names', () => {
		fc.assert(
			fc.property(aTown, anAudience, anAudience, anAudience, (town, part, was, is) => {
				const now = closedWith(part, { was, is }, readsOf(town));
				for (const one of town.filter((reader) => mayRead(reader, now)))
					expect(
						mayRead(one, part) ||
							(isAsWide(part, was) && peopleOfAudience(is).includes(one.person ?? ''))
					).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});

	test('nobody reads a part without its record, but whom the part kept apart from it', () => {
		fc.assert(
			fc.property(aTown, anAudience, anAudience, anAudience, (town, part, was, is) => {
				if (isAsWide(is, was)) return;
				const now = closedWith(part, { was, is }, readsOf(town));
				const alone = town.filter((one) => mayRead(one, now) && !mayRead(one, is));
				if (alone.length === 0) return;
				// Named by the part itself; of another circle than the few who were named; or nobody of the record reads the part.
				expect(now).toBe(part);
				expect(
					peopleOfAudience(part).length > 0 ||
						(peopleOfAudience(was).length > 0 && peopleOfAudience(is).length === 0) ||
						(!isAsWide(part, was) && !town.some((one) => mayRead(one, part) && mayRead(one, is)))
				).toBe(true);
			}),
			{ numRuns: 2000 }
		);
	});

	test('a part that had the readers of its record takes its new ones, as soon as these read it all or are named', () => {
		fc.assert(
			fc.property(aTown, anAudience, anAudience, (town, was, is) => {
				if (!isAsWide(was, is) && peopleOfAudience(is).length === 0) return;
				if (isAsWide(is, was)) return;
				expect(closedWith(was, { was, is }, readsOf(town))).toBe(is);
			})
		);
	});

	test('what opens leaves the part as it is', () => {
		fc.assert(
			fc.property(aTown, anAudience, anAudience, anAudience, (town, part, was, is) => {
				if (isAsWide(is, was)) expect(closedWith(part, { was, is }, readsOf(town))).toBe(part);
			})
		);
	});
});

test('what comes back is read by nobody who did not read it, unless everybody did', () => {
	fc.assert(
		fc.property(aTown, anAudience, anAudience, (town, part, record) => {
			const now = asOpenAs(record, part, readsOf(town));
			for (const one of town) if (mayRead(one, now)) expect(mayRead(one, part)).toBe(true);
		}),
		{ numRuns: 1000 }
	);
});

test('what takes nobody away is read by all who read it before', () => {
	fc.assert(
		fc.property(aTown, anAudience, anAudience, (town, part, whole) => {
			if (!isAsWideToday(whole, part, readsOf(town))) return;
			for (const one of town) if (mayRead(one, part)) expect(mayRead(one, whole)).toBe(true);
		}),
		{ numRuns: 1000 }
	);
});
