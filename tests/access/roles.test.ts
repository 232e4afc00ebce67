import { describe, expect, test } from 'vitest';
import { mayRead } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import { saveRecord } from '#core/server/records.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { roadMapItemKind } from '#modules/groups/server/exchange.ts';
import { agendaItemKind, meetingKind } from '#modules/meetings/server/exchange.ts';
import { organisationKind, roleKind, yearlySheetKind } from '#modules/network/server/exchange.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from './cast.ts';

const NOTHING = { audience: 'public' as const, source: null };
const TODAY = '2024-03-13';

async function rolesOf(ctx: Context, id: string, code: string) {
	return (await asPerson(ctx, id, code)).grants.map((grant) => grant.role);
}

describe('roles follow the records', () => {
	test('an employee of the association is of its team, a president of its bureau', () =>
		inTestCollective(async (ctx) => {
			const home = await anOrganisation(ctx, ctx.collective.code);
			const [ada, zoe] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'zoe')];
			await holds(ctx, ada, home, 'employee', ['2023-01', null]);
			await holds(ctx, zoe, home, 'coPresidency');
			expect(await rolesOf(ctx, ada, 'ada')).toEqual(['team']);
			expect(await rolesOf(ctx, zoe, 'zoe')).toEqual(['board']);
		}));

	test('a mandate that ended yesterday gives nothing, one that ends today still does', () =>
		inTestCollective(async (ctx) => {
			const home = await anOrganisation(ctx, ctx.collective.code);
			const bureau = await aGroup(ctx, 'bureau', 'bureau');
			const [ada, zoe, lou] = [
				await aPerson(ctx, 'ada'),
				await aPerson(ctx, 'zoe'),
				await aPerson(ctx, 'lou')
			];
			await holds(ctx, ada, home, 'employee', [null, '2024-03-12']);
			await takesPart(ctx, bureau, { personId: zoe }, 'member', [null, '2024-03-12']);
			await holds(ctx, lou, home, 'employee', [null, TODAY]);
			expect(await rolesOf(ctx, ada, 'ada')).toEqual([]);
			expect(await rolesOf(ctx, zoe, 'zoe')).toEqual([]);
			expect(await rolesOf(ctx, lou, 'lou')).toEqual(['team']);
		}));

	test('a mandate that begins tomorrow gives nothing yet', () =>
		inTestCollective(async (ctx) => {
			const home = await anOrganisation(ctx, ctx.collective.code);
			const ada = await aPerson(ctx, 'ada');
			await holds(ctx, ada, home, 'employee', ['2024-03-14', null]);
			expect(await rolesOf(ctx, ada, 'ada')).toEqual([]);
		}));

	test('the director of a member represents it, the director of another is a partner', () =>
		inTestCollective(async (ctx) => {
			const [member, other] = [
				await anOrganisation(ctx, 'm', true),
				await anOrganisation(ctx, 'o')
			];
			const [ada, zoe] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'zoe')];
			await holds(ctx, ada, member, 'direction');
			await holds(ctx, zoe, other, 'direction');
			expect(await rolesOf(ctx, ada, 'ada')).toEqual(['representative']);
			expect(await rolesOf(ctx, zoe, 'zoe')).toEqual(['partner']);
			expect(mayRead(await asPerson(ctx, ada, 'ada'), 'members')).toBe(true);
			expect(mayRead(await asPerson(ctx, zoe, 'zoe'), 'members')).toBe(false);
		}));

	test('who follows people in confidence holds that right in their own house, until it is over', () =>
		inTestCollective(async (ctx) => {
			const [home, member] = [
				await anOrganisation(ctx, ctx.collective.code),
				await anOrganisation(ctx, 'm', true)
			];
			const [ada, zoe] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'zoe')];
			await holds(ctx, ada, home, 'followUp', ['2023-01', null]);
			await holds(ctx, zoe, member, 'followUp', ['2023-01', TODAY]);
			expect((await asPerson(ctx, ada, 'ada')).grants).toMatchObject([{ role: 'followUp' }]);
			expect((await asPerson(ctx, ada, 'ada')).grants[0]?.scope).toBeUndefined();
			expect((await asPerson(ctx, zoe, 'zoe')).grants[0]?.scope?.code).toBe('m');
			expect(await rolesOf({ ...ctx, today: '2024-03-14' }, zoe, 'zoe')).toEqual([]);
		}));

	test('an organisation that pilots a group lends the role to who speaks for it', () =>
		inTestCollective(async (ctx) => {
			const town = await anOrganisation(ctx, 'ville');
			const [ada, lou] = [await aPerson(ctx, 'ada'), await aPerson(ctx, 'lou')];
			await holds(ctx, ada, town, 'representation');
			await holds(ctx, lou, town, 'employee');
			await takesPart(ctx, await aGroup(ctx, 'gt5'), { organisationId: town }, 'coPilot');
			const actor = await asPerson(ctx, ada, 'ada');
			expect(actor.grants.map((grant) => grant.role)).toEqual(['partner', 'pilot']);
			expect(actor.grants[1]?.because).toBe('est co-pilote de « GT5 », pour VILLE');
			expect(mayRead(actor, 'group:gt5')).toBe(true);
			expect(mayRead(actor, 'group:gt6')).toBe(false);
			expect(await rolesOf(ctx, lou, 'lou')).toEqual([]);
		}));
});

describe('a pilot', () => {
	const item = (groupId: string, code: string) => ({
		code,
		groupId,
		year: null,
		decidedOn: null,
		position: null,
		title: 'Essai',
		state: 'todo' as const,
		owner: null,
		due: null,
		...NOTHING
	});

	test('keeps the road map of the group, not that of another', () =>
		inTestCollective(async (ctx) => {
			const [own, other] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt6')];
			const ada = await aPerson(ctx, 'ada');
			await takesPart(ctx, own, { personId: ada }, 'pilot');
			await saveRecord(ctx, roadMapItemKind, item(other, 'autre'));
			const asAda = { ...ctx, actor: await asPerson(ctx, ada, 'ada') };
			expect((await saveRecord(asAda, roadMapItemKind, item(own, 'a'))).state).toBe('created');
			await expect(saveRecord(asAda, roadMapItemKind, item(other, 'b'))).rejects.toThrow('pas ici');
			// The code of a row that is not theirs, sent in their own form.
			await expect(saveRecord(asAda, roadMapItemKind, item(own, 'autre'))).rejects.toThrow(
				'pas ici'
			);
		}));

	test('prepares the meetings of the group and their agenda, of no other', () =>
		inTestCollective(async (ctx) => {
			const [own, other] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt6')];
			const ada = await aPerson(ctx, 'ada');
			await takesPart(ctx, own, { personId: ada }, 'coPilot');
			const asAda = { ...ctx, actor: await asPerson(ctx, ada, 'ada') };
			const meeting = await saveRecord(asAda, meetingKind, aMeeting('r-1', own));
			const foreign = await saveRecord(ctx, meetingKind, aMeeting('r-2', other));
			const agenda = (meetingId: string) => ({
				meetingId,
				rank: '1',
				title: 'Tour de table',
				startTime: null,
				endTime: null,
				speaker: null,
				...NOTHING
			});
			expect((await saveRecord(asAda, agendaItemKind, agenda(meeting.id))).state).toBe('created');
			await expect(saveRecord(asAda, agendaItemKind, agenda(foreign.id))).rejects.toThrow(
				'pas ici'
			);
			await expect(saveRecord(asAda, meetingKind, aMeeting('r-3', null))).rejects.toThrow();
		}));
});

describe('who represents a member', () => {
	test('fills the yearly sheet of that organisation, and gives nobody a role', () =>
		inTestCollective(async (ctx) => {
			const [own, other] = [
				await anOrganisation(ctx, 'm', true),
				await anOrganisation(ctx, 'o', true)
			];
			const ada = await aPerson(ctx, 'ada');
			await holds(ctx, ada, own, 'direction');
			const asAda = { ...ctx, actor: await asPerson(ctx, ada, 'ada') };
			const sheet = (organisationId: string) => ({
				organisationId,
				year: 2023,
				jobs: null,
				fullTimeEquivalents: null,
				insertionJobs: null,
				volunteers: null,
				adherents: null,
				beneficiaries: null,
				turnoverCents: null,
				budgetCents: null,
				remark: null,
				audience: 'public' as const,
				source: 'dit au téléphone'
			});
			expect((await saveRecord(asAda, yearlySheetKind, sheet(own))).state).toBe('created');
			await expect(saveRecord(asAda, yearlySheetKind, sheet(other))).rejects.toThrow('pas ici');
			await expect(
				saveRecord(asAda, roleKind, {
					personId: ada,
					organisationId: own,
					function: 'presidency',
					title: null,
					field: null,
					from: null,
					until: null,
					position: null,
					...NOTHING
				})
			).rejects.toThrow('équipe salariée');
		}));

	test('describes the organisation, without creating others', () =>
		inTestCollective(async (ctx) => {
			const own = await anOrganisation(ctx, 'm', true);
			const ada = await aPerson(ctx, 'ada');
			await holds(ctx, ada, own, 'direction');
			const asAda = { ...ctx, actor: await asPerson(ctx, ada, 'ada') };
			const described = (code: string) => ({
				code,
				name: 'Nouveau nom',
				fullName: null,
				nature: 'association' as const,
				siret: null,
				address: null,
				postalCode: null,
				city: null,
				communeId: null,
				website: null,
				activities: null,
				foundedOn: partialDate('1990'),
				founder: null,
				presentation: null,
				position: null,
				...NOTHING
			});
			expect((await saveRecord(asAda, organisationKind, described('m'))).state).toBe('changed');
			await expect(saveRecord(asAda, organisationKind, described('x'))).rejects.toThrow('pas ici');
		}));
});

function aMeeting(code: string, groupId: string | null) {
	return {
		code,
		groupId,
		title: 'Réunion',
		type: 'workingGroup' as const,
		on: partialDate('2024-04-02'),
		saidDate: null,
		startTime: null,
		endTime: null,
		place: null,
		communeId: null,
		hostId: null,
		participants: null,
		saidParticipants: null,
		state: 'planned' as const,
		inCalendar: null,
		sourceRank: null,
		summary: null,
		...NOTHING
	};
}
