import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { Refused } from '#core/errors.ts';
import { fieldsOf } from '#collectors/editing/fields.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import '#collectors/permissions.ts';
import { kinds } from '#modules/all.ts';
import { decide } from '#core/actor.ts';
import { aGroup, anOrganisation } from '../access/cast.ts';

/** Somebody who represents one of two organisations, and somebody who pilots one of two groups. */
const HOLDERS = [
	['representative', 'organisation', 'organisationId'],
	['pilot', 'group', 'groupId']
] as const;

test.each(HOLDERS)(
	'the forms of a %s offer, of what they belong to, what they may write',
	(role, of, field) =>
		inTestCollective(async (ctx) => {
			const make = of === 'group' ? aGroup : anOrganisation;
			const [own] = [await make(ctx, 'la-mienne'), await make(ctx, 'une-autre')];
			const scope = { kind: of, id: own, code: 'la-mienne', name: 'La mienne' };
			const actor = signedIn('Alix', { role, because: 'a ce rôle', scope });
			let told = 0;
			for (const kind of kinds) {
				if (
					kind.belongs?.[`${of}s`]?.join() !== field ||
					!decide(actor, { permission: kind.permission }).allowed
				)
					continue;
				if (decide(actor, { permission: kind.permission, on: {} }).allowed) continue;
				const choices =
					(await fieldsOf({ ...ctx, actor }, kind, {})).find(({ name }) => name === field)
						?.choices ?? [];
				if (Object.keys(kind.belongs).length > 1) continue;
				expect(
					choices.map(({ label, code }) => label || code),
					kind.name
				).toEqual(['LA-MIENNE']);
				told += 1;
			}
			expect(told).toBeGreaterThan(0);
		})
);

test('a yearly sheet of another organisation is refused in its field, not by a page', () =>
	inTestCollective(async (ctx) => {
		const own = await anOrganisation(ctx, 'la-mienne', true);
		await anOrganisation(ctx, 'une-autre', true);
		const scope = { kind: 'organisation' as const, id: own, code: 'la-mienne', name: 'La mienne' };
		const actor = signedIn('Alix', { role: 'representative', because: 'la représente', scope });
		const texts = { organisationId: 'une-autre', year: '2023', source: 'Bilan' };
		const refused = await saveAddition({ ...ctx, actor }, 'yearlySheet', uuidv7(), texts).catch(
			(refusal: unknown) => refusal
		);
		expect(refused).toBeInstanceOf(Refused);
		expect((refused as Refused).kind).toBe('invalid');
		expect((refused as Refused).refusals).toEqual([
			expect.objectContaining({ field: 'organisationId' })
		]);
	}));
