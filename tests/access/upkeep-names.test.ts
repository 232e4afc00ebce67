import { searchEntry } from '#core/server/tables.ts';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { changePage } from '#collectors/editing/forms.ts';
import { upkeepPage } from '#collectors/editing/upkeep.ts';
import '#collectors/permissions.ts';
import { action, attendance, meeting } from '#modules/meetings/server/tables.ts';
import { organisation, person } from '#modules/network/index.ts';
import { partialDate } from '#core/partial-date.ts';
import { aGroup, anOrganisation, aPerson, asPerson, takesPart } from './cast.ts';

test('the pages where a meeting is kept up to date name nobody who is kept from its pilot', () =>
	inTestCollective(async (ctx) => {
		const gt5 = await aGroup(ctx, 'gt5');
		const pilotId = await aPerson(ctx, 'pia');
		await takesPart(ctx, gt5, { personId: pilotId }, 'pilot');
		const pilot = await asPerson(ctx, pilotId, 'pia');
		const came = await aPerson(ctx, 'secrete');
		const forWhom = await anOrganisation(ctx, 'discrete');
		await ctx.db.update(person).set({ audience: 'team' }).where(eq(person.id, came));
		await ctx.db
			.update(organisation)
			.set({ audience: 'board' })
			.where(eq(organisation.id, forWhom));
		const own = await aMeeting(ctx, 'ouverte', gt5, 'public');
		await ctx.db.insert(attendance).values({
			meetingId: own,
			personId: came,
			organisationId: forWhom,
			capacity: 'guest',
			mode: 'present',
			audience: 'public'
		});
		const page = JSON.stringify(await upkeepPage({ ...ctx, actor: pilot }, 'meeting', own));
		expect(page).not.toMatch(/secrete|discrete/i);
		expect(page).toContain('(fiche réservée)');
	}));

test('the form of an action does not name the meeting of the board that asked for it', () =>
	inTestCollective(async (ctx) => {
		const gt5 = await aGroup(ctx, 'gt5');
		const kept = await aMeeting(ctx, 'huisclos', gt5, 'board');
		await ctx.db.insert(searchEntry).values({
			kind: 'meeting',
			recordId: kept,
			title: 'Huisclos',
			line: '',
			plainTitle: '',
			plainBody: '',
			path: '/reunions/huisclos',
			audience: 'board'
		});
		const [row] = await ctx.db
			.insert(action)
			.values({
				code: 'appeler',
				title: 'Appeler',
				state: 'todo',
				meetingId: kept,
				audience: 'public'
			})
			.returning({ id: action.id });
		const pilotId = await aPerson(ctx, 'pia');
		await takesPart(ctx, gt5, { personId: pilotId }, 'pilot');
		const actor = await asPerson(ctx, pilotId, 'pia');
		const page = JSON.stringify(await changePage({ ...ctx, actor }, 'action', row?.id ?? ''));
		expect(page).not.toContain('huisclos');
	}));

test('a form under the identifier of a record kept from somebody says what it says of none', () =>
	inTestCollective(async (ctx) => {
		const gt5 = await aGroup(ctx, 'gt5');
		const kept = await aMeeting(ctx, 'huisclos', gt5, 'board');
		const scope = { kind: 'group', id: gt5, code: 'gt5', name: 'GT5' } as const;
		const actor = signedIn('Pia', { role: 'pilot', because: 'est pilote', scope });
		const said = async (id: string) => {
			const failure: unknown = await changePage({ ...ctx, actor }, 'meeting', id).catch(
				(error: unknown) => error
			);
			return failure instanceof Refused ? [failure.kind, failure.message] : failure;
		};
		const none = '0199a000-0000-7000-8000-000000000099';
		expect(await said(kept)).toEqual(await said(none));
	}));

async function aMeeting(ctx: Context, code: string, groupId: string, audience: 'public' | 'board') {
	const [row] = await ctx.db
		.insert(meeting)
		.values({
			code,
			title: code,
			type: 'workingGroup',
			on: partialDate('2024-03-06'),
			state: 'held',
			groupId,
			audience
		})
		.returning({ id: meeting.id });
	return row?.id ?? '';
}
