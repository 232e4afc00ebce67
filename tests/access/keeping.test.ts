import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { mayRead, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { isPart, mayPutAway } from '#core/server/keeping.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import { addRecord, amendRecord, dropRecord } from '#collectors/api/write.ts';
import { saveAddition } from '#collectors/editing/forms.ts';
import { historyPage, lastActOf, undoAct } from '#collectors/editing/history.ts';
import { kindOf, rowOf } from '#collectors/editing/home.ts';
import { standsAlone } from '#collectors/editing/parts.ts';
import { upkeepPage } from '#collectors/editing/upkeep.ts';
import '#collectors/permissions.ts';
import { kinds } from '#modules/all.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { aGroup, anOrganisation, aPerson, asPerson, holds, takesPart } from './cast.ts';
import { archiveAsShown } from '../editing/as-shown.ts';

const NEW = (last: number) => `0199a000-0000-7000-8000-0000000000${String(last).padStart(2, '0')}`;
const as = (ctx: Context, actor: PersonActor): Context => ({ ...ctx, actor });
const TEAM = signedIn('Zoe');
const OTHER_OF_TEAM = signedIn('Lou');

/** A pilot of gt5 who takes part in gt3 too, the president of a member, and a public meeting of gt5 that the team wrote. */
async function aTown(ctx: Context) {
	const [gt5, gt3] = [await aGroup(ctx, 'gt5'), await aGroup(ctx, 'gt3')];
	const [pilotId, presidentId] = [await aPerson(ctx, 'pia'), await aPerson(ctx, 'paul')];
	for (const code of ['zoe', 'lou']) await aPerson(ctx, code);
	const own = await anOrganisation(ctx, 'lys', true);
	await holds(ctx, presidentId, own, 'presidency');
	await takesPart(ctx, gt5, { personId: pilotId }, 'pilot');
	await takesPart(ctx, gt3, { personId: pilotId }, 'member');
	const written = {
		title: 'Mobilité',
		type: 'groupe-travail',
		on: '2024-03-20',
		state: 'prevue',
		groupId: 'gt5',
		audience: 'public'
	};
	await saveAddition(as(ctx, TEAM), 'meeting', NEW(1), written);
	return {
		own,
		gt3,
		meetingId: NEW(1),
		pilot: await asPerson(ctx, pilotId, 'pia'),
		president: await asPerson(ctx, presidentId, 'paul')
	};
}

const audienceOf = async (ctx: Context, id: string) =>
	(await rowOf(ctx, kindOf('meeting'), id))['audience'] as Audience; // the column of every record

async function read(ctx: Context, actor: PersonActor, audience: string) {
	const version = Number((await rowOf(ctx, kindOf('meeting'), NEW(1)))['version']);
	return amendRecord(as(ctx, actor), 'reunions', NEW(1), { audience }, version);
}

describe('what stands by itself is the team’s to put away', () => {
	test('the president of a member neither archives nor removes the organisation, by any door', () =>
		inTestCollective(async (ctx) => {
			const { own, president } = await aTown(ctx);
			const hers = as(ctx, president);
			const page = await upkeepPage(hers, 'organisation', own);
			expect([page.removePath, page.archivePath]).toEqual([null, null]);
			for (const act of [
				() => archiveAsShown(hers, 'organisation', own, true),
				() => amendRecord(hers, 'organisations', own, { archive_le: '2024-03-13' }, 1),
				() => dropRecord(hers, 'organisations', own, 1)
			])
				await expect(act()).rejects.toThrow('revient à l’équipe');
			const team = await upkeepPage(as(ctx, TEAM), 'organisation', own);
			expect(team.archivePath).toBe(`/archiver/organisation/${own}`);
		}));

	test('who keeps a record removes its parts, and takes back what they have just added', () =>
		inTestCollective(async (ctx) => {
			const { pilot } = await aTown(ctx);
			const hers = as(ctx, pilot);
			const item = { meetingId: 'x', title: 'Bilan', rank: '1' };
			const code = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
			await saveAddition(hers, 'agendaItem', NEW(2), { ...item, meetingId: code });
			await dropRecord(hers, 'ordres-du-jour', NEW(2), 1);
			const mine = { title: 'À moi', type: 'groupe-travail', on: '2024-04-01', state: 'prevue' };
			await saveAddition(hers, 'meeting', NEW(3), { ...mine, groupId: 'gt5', audience: 'public' });
			await undoAct(hers, (await lastActOf(hers, 'meeting', NEW(3))) ?? '');
			await expect(rowOf(ctx, kindOf('meeting'), NEW(3))).rejects.toThrow('n’existe pas');
		}));

	test('an archive made by the team is not undone by others', () =>
		inTestCollective(async (ctx) => {
			const { own, president } = await aTown(ctx);
			await archiveAsShown(as(ctx, TEAM), 'organisation', own, true);
			const act = (await lastActOf(as(ctx, TEAM), 'organisation', own)) ?? '';
			await expect(undoAct(as(ctx, president), act)).rejects.toThrow('revient à l’équipe');
			const { acts } = await historyPage(as(ctx, president), 'organisation', own, 1);
			expect(acts.map((one) => one.canUndo)).toEqual([false]);
		}));

	test('of each kind, who holds a right on one group or organisation puts away parts only', () => {
		const scoped = kinds.filter((kind) => kind.belongs);
		for (const kind of scoped) {
			const scope = { kind: 'group', id: 'g', code: 'g', name: 'G' } as const;
			const pilot = signedIn('Pia', { role: 'pilot', because: 'est pilote', scope });
			expect([kind.name, mayPutAway(pilot, kind)]).toEqual([kind.name, isPart(kind)]);
			// A part by its required parent is one for the forms too.
			if (!standsAlone(kind)) expect([kind.name, isPart(kind)]).toEqual([kind.name, true]);
		}
		expect(scoped.filter((kind) => !isPart(kind)).map((kind) => kind.name)).toEqual(
			expect.arrayContaining(['meeting', 'organisation', 'document', 'questionnaire'])
		);
	});
});

describe('nobody locks others out', () => {
	test('a pilot does not keep the meeting of the group to herself, nor to another group', () =>
		inTestCollective(async (ctx) => {
			const { pilot } = await aTown(ctx);
			for (const readers of ['personnes:pia', 'groupe:gt3'])
				await expect(read(ctx, pilot, readers)).rejects.toThrow('ne la liraient plus');
			await read(ctx, pilot, 'groupe:gt5');
			expect(await audienceOf(ctx, NEW(1))).toBe('group:gt5');
		}));

	test('nor does somebody of the team, unless they wrote it', () =>
		inTestCollective(async (ctx) => {
			await aTown(ctx);
			await expect(read(ctx, OTHER_OF_TEAM, 'personnes:lou')).rejects.toThrow('L’équipe ne lirait');
			await read(ctx, TEAM, 'personnes:zoe');
			expect(await audienceOf(ctx, NEW(1))).toBe('people:zoe');
		}));

	test('nor does who is named on a record with its author take out the author, or others who are named', () =>
		inTestCollective(async (ctx) => {
			const { pilot } = await aTown(ctx);
			await read(ctx, TEAM, 'personnes:lou,pia,zoe');
			for (const readers of ['personnes:lou', 'personnes:lou,pia', 'personnes:lou,zoe', 'equipe'])
				await expect(read(ctx, OTHER_OF_TEAM, readers)).rejects.toThrow('à qui l’a écrite');
			await expect(read(ctx, pilot, 'groupe:gt5')).rejects.toThrow('à qui l’a écrite');
			const refused = read(ctx, OTHER_OF_TEAM, 'personnes:lou,pia');
			await expect(refused).rejects.toMatchObject({ refusals: [{ field: 'audience' }] });
			await aPerson(ctx, 'max');
			await read(ctx, OTHER_OF_TEAM, 'personnes:lou,max,pia,zoe');
			await read(ctx, TEAM, 'personnes:lou,zoe');
			expect(await audienceOf(ctx, NEW(1))).toBe('people:lou,zoe');
			// All who are named read what is opened to their own circle.
			const act = (await lastActOf(as(ctx, TEAM), 'meeting', NEW(1))) ?? '';
			await undoAct(as(ctx, OTHER_OF_TEAM), act);
			expect(await audienceOf(ctx, NEW(1))).toBe('people:lou,max,pia,zoe');
			expect(await lastActOf(as(ctx, OTHER_OF_TEAM), 'meeting', NEW(1))).toBeNull();
			await read(ctx, OTHER_OF_TEAM, 'public');
		}));

	test('who takes a record away and brings it back has not written it', () =>
		inTestCollective(async (ctx) => {
			await aTown(ctx);
			const lou = as(ctx, OTHER_OF_TEAM);
			await dropRecord(lou, 'reunions', NEW(1), 1);
			await undoAct(lou, (await lastActOf(lou, 'meeting', NEW(1))) ?? '');
			const message = 'que vous n’avez pas créée';
			await expect(read(ctx, OTHER_OF_TEAM, 'personnes:lou')).rejects.toThrow(message);
			await read(ctx, TEAM, 'personnes:zoe');
		}));

	test('who closes their own record to people takes from nobody what they wrote in it, or what was moved there', () =>
		inTestCollective(async (ctx) => {
			await aTown(ctx);
			const [zoe, lou] = [as(ctx, TEAM), as(ctx, OTHER_OF_TEAM)];
			const codeOf = async (id: string) =>
				String((await rowOf(ctx, kindOf('meeting'), id))['code']);
			const texts = { title: 'Autre', type: 'groupe-travail', on: '2024-03-20', state: 'prevue' };
			await saveAddition(lou, 'meeting', NEW(5), { ...texts, audience: 'equipe' });
			const decided = { intitule: 'Décidé par Zoe', audience: 'equipe' };
			const { record } = await addRecord(zoe, 'decisions', {
				...decided,
				reunion: await codeOf(NEW(1))
			});
			const there = { reunion: await codeOf(NEW(5)) };
			await amendRecord(lou, 'decisions', String(record['id']), there, 1);
			const close = (who: Context, audience: string) =>
				amendRecord(who, 'reunions', NEW(5), { audience }, 1);
			await expect(close(lou, 'personnes:lou')).rejects.toThrow('prendrait à d’autres');
			const own = { intitule: 'Décidé par Lou', reunion: await codeOf(NEW(5)), audience: 'equipe' };
			await addRecord(lou, 'decisions', own);
			await dropRecord(zoe, 'decisions', String(record['id']), 2);
			await close(lou, 'personnes:lou');
			expect(await audienceOf(ctx, NEW(5))).toBe('people:lou');
		}));

	test('an undo gives a record no readers that an act could not give', () =>
		inTestCollective(async (ctx) => {
			const { pilot } = await aTown(ctx);
			await read(ctx, TEAM, 'bureau');
			await read(ctx, TEAM, 'public');
			const act = (await lastActOf(as(ctx, TEAM), 'meeting', NEW(1))) ?? '';
			await expect(undoAct(as(ctx, pilot), act)).rejects.toThrow('Vous ne pourriez plus lire');
			expect(await lastActOf(as(ctx, pilot), 'meeting', NEW(1))).toBeNull();
			await undoAct(as(ctx, TEAM), act);
			expect(await audienceOf(ctx, NEW(1))).toBe('board');
		}));

	const READERS = [
		'public',
		'membres',
		'bureau',
		'equipe',
		'groupe:gt5',
		'groupe:gt3',
		'personnes:pia',
		'personnes:pia,zoe',
		'personnes:lou'
	];
	test('whatever a pilot and another of the team do one after the other, the team reads and its author puts back', async () => {
		const steps = fc.array(
			fc.record({
				who: fc.constantFrom('pilot', 'lou'),
				readers: fc.constantFrom(...READERS, 'annuler')
			}),
			{ maxLength: 6 }
		);
		await fc.assert(
			fc.asyncProperty(steps, (acts) =>
				inTestCollective(async (ctx) => {
					const { pilot } = await aTown(ctx);
					for (const { who, readers } of acts) {
						const actor = who === 'pilot' ? pilot : OTHER_OF_TEAM;
						await unlessRefused(async () => {
							if (readers !== 'annuler') return read(ctx, actor, readers);
							const act = await lastActOf(as(ctx, actor), 'meeting', NEW(1));
							return act ? undoAct(as(ctx, actor), act) : undefined;
						});
						if (await isGone(ctx)) return;
						expect(mayRead(TEAM, await audienceOf(ctx, NEW(1)))).toBe(true);
					}
					if ((await audienceOf(ctx, NEW(1))) !== 'public') await read(ctx, TEAM, 'public');
					expect(await audienceOf(ctx, NEW(1))).toBe('public');
				})
			),
			{ numRuns: 15 }
		);
	});

	test('the parts of a meeting obey the same rule', () =>
		inTestCollective(async (ctx) => {
			const { pilot } = await aTown(ctx);
			const code = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
			const item = { meetingId: code, title: 'Bilan', rank: '1', audience: 'public' };
			await saveAddition(as(ctx, TEAM), 'agendaItem', NEW(2), item);
			const kept = { audience: 'personnes:pia' };
			await expect(amendRecord(as(ctx, pilot), 'ordres-du-jour', NEW(2), kept, 1)).rejects.toThrow(
				'ne la liraient plus'
			);
		}));
});

test('a pilot puts neither a decision nor a document on the page of a group or organisation of others', () =>
	inTestCollective(async (ctx) => {
		const { pilot, gt3 } = await aTown(ctx);
		const code = String((await rowOf(ctx, kindOf('meeting'), NEW(1)))['code']);
		const decided = { intitule: 'Pour vous', reunion: code, groupe: 'gt3' };
		const elsewhere = 'la page d’un groupe ou d’une organisation';
		await expect(addRecord(as(ctx, pilot), 'decisions', decided)).rejects.toThrow(elsewhere);
		const paper = { titre: 'Charte', nature: 'autre', adresse_web: 'https://a.example.org' };
		await expect(
			addRecord(as(ctx, pilot), 'documents', { ...paper, groupe: 'gt5', organisation: 'lys' })
		).rejects.toThrow(elsewhere);
		// What the team has put there stays when the pilot writes the rest.
		const { record } = await addRecord(as(ctx, TEAM), 'decisions', decided);
		const changed = { texte: 'Relu' };
		await amendRecord(as(ctx, pilot), 'decisions', String(record['id']), changed, 1);
		const [row] = await ctx.db.select().from(meeting).where(eq(meeting.groupId, gt3));
		expect(row).toBeUndefined();
	}));

/** Taken away by the team, whose creation it was: the journal keeps it whole. */
async function isGone(ctx: Context): Promise<boolean> {
	return (
		(
			await ctx.db
				.select()
				.from(meeting)
				.where(eq(meeting.id, NEW(1)))
		).length === 0
	);
}

async function unlessRefused(act: () => Promise<unknown>): Promise<void> {
	try {
		await act();
	} catch (failure) {
		if (!(failure instanceof Refused)) throw failure;
	}
}
