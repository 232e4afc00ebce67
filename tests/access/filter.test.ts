import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { isAsWide, mayRead, OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import { roles, type Grant, type Role } from '#core/roles.ts';
import { visible } from '#core/server/permissions.ts';
import { searchEntry } from '#core/server/tables.ts';
import { inTestCollective } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';

const AUDIENCES: Audience[] = [
	'public',
	'members',
	'board',
	'team',
	'group:gt5',
	'group:gt-5',
	'people:ada',
	'people:ada-b,zoe',
	'people:zoe,ada'
];

const anyGrant: fc.Arbitrary<Grant> = fc
	.record({
		role: fc.constantFrom(...(Object.keys(roles) as Role[])), // keys of the list
		code: fc.constantFrom('gt5', 'gt-5', '')
	})
	.map(({ role, code }) => ({
		role,
		because: 'a ce rôle',
		...(code ? { scope: { kind: 'group' as const, id: code, code, name: code } } : {})
	}));

const anyActor: fc.Arbitrary<Actor> = fc.oneof(
	fc.constantFrom(PUBLIC, OPERATOR),
	fc.subarray(AUDIENCES).map((reads): Actor => ({ kind: 'guest', name: 'Invitée', reads })),
	fc
		.record({
			grants: fc.array(anyGrant, { maxLength: 3 }),
			who: fc.constantFrom('ada', 'zoe', null)
		})
		.map(({ grants, who }): Actor => ({
			kind: 'person',
			name: 'X',
			account: 'x',
			person: who,
			grants
		}))
);

test('a list shows exactly the records that its reader may open, whoever reads', () =>
	inTestCollective(async (ctx) => {
		await ctx.db.insert(searchEntry).values(
			AUDIENCES.map((audience, index) => ({
				kind: 'trial',
				recordId: `00000000-0000-7000-8000-00000000000${String(index)}`,
				title: audience,
				line: '',
				path: '/',
				audience,
				plainTitle: '',
				plainBody: ''
			}))
		);
		await fc.assert(
			fc.asyncProperty(anyActor, async (actor) => {
				const rows = await ctx.db
					.select({ audience: searchEntry.audience })
					.from(searchEntry)
					.where(visible({ ...ctx, actor }, searchEntry));
				expect(rows.map((row) => row.audience).sort()).toEqual(
					AUDIENCES.filter((audience) => mayRead(actor, audience)).sort()
				);
			}),
			{ numRuns: 200 }
		);
		await ctx.db.delete(searchEntry).where(eq(searchEntry.kind, 'trial'));
	}));

test('what a record tells of its parts is read by all of its own readers', () => {
	fc.assert(
		fc.property(
			anyActor.filter((actor) => actor.kind !== 'guest'),
			fc.constantFrom(...AUDIENCES),
			fc.constantFrom(...AUDIENCES),
			(actor, part, whole) => {
				fc.pre(isAsWide(part, whole) && mayRead(actor, whole));
				expect(mayRead(actor, part)).toBe(true);
			}
		)
	);
});
