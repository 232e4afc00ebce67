import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mayRead, OPERATOR, PUBLIC, type Actor } from '#core/actor.ts';
import { roles, type Role } from '#core/roles.ts';
import { findCollective } from '#core/server/collectives.ts';
import { inCollective } from '#core/server/database.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { getDoubt, listDoubts } from '#collectors/doubts.ts';
import { listRecords } from '#collectors/api/read.ts';
import { listRows } from '#collectors/export/rows.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { inTestCollective } from '#core/server/testing.ts';
import { kinds } from '#modules/all.ts';
import { attendanceModes, type AttendanceMode } from '#modules/meetings/labels.ts';
import { AWAY } from '#modules/meetings/rules.ts';
import { attendance } from '#modules/meetings/server/tables.ts';
import { visitPassage } from '#modules/visits/server/tables.ts';
import { organisation } from '#modules/network/index.ts';
import { anOrganisation } from './cast.ts';
import { guardedFolder, NAMED_PERSON } from '../world/canaries.ts';

const REPORT = { year: 2023, baseUrl: 'https://fanal.example' };

async function guarded() {
	const { folder, canaries } = guardedFolder([{ code: NAMED_PERSON, files: {} }]);
	expect((await importFolder(folder)).refusals).toEqual([]);
	const collective = await findCollective();
	if (!collective) throw new Error('the folder was not imported');
	return { collective, canaries };
}

test('the report tells each reader what they may read, and nothing kept to others', async () => {
	const { collective, canaries } = await guarded();
	const told: string[] = [];
	const readers: Actor[] = [PUBLIC, ...Object.keys(roles).map((role) => holding(role as Role))]; // keys of the list
	for (const actor of readers) {
		const report = await inCollective(collective, { actor }, (ctx) =>
			writeAnnualReport(ctx, { ...REPORT, isReserved: actor !== PUBLIC })
		);
		for (const chapter of report.chapters)
			for (const { word, audience } of canaries)
				if (JSON.stringify(chapter).includes(word) && !mayRead(actor, audience))
					told.push(`${actor.kind === 'public' ? 'public' : actor.name}: ${word}, ${chapter.id}`);
	}
	expect(told).toEqual([]);
});

test('whoever asks is given the report of everybody, unless they ask for the reserved one', async () => {
	const { collective } = await guarded();
	const written = async (actor: Actor) =>
		inCollective(collective, { actor }, (ctx) => writeAnnualReport(ctx, REPORT));
	const ofPublic = await written(PUBLIC);
	for (const role of Object.keys(roles))
		expect(await written(holding(role as Role)), role).toEqual(ofPublic); // keys of the list
});

test('the report is the same in whatever order the database keeps its rows', async () => {
	const { collective } = await guarded();
	await inCollective(collective, { actor: OPERATOR, mode: 'rehearsal' }, async (ctx) => {
		const before = await writeAnnualReport(ctx, { ...REPORT, isReserved: true });
		for (const salt of ['a', 'b', 'c']) {
			// A row that is written again goes to the end of its table.
			for (const { table } of kinds)
				await ctx.db.execute(
					sql`UPDATE ${table} SET id = id WHERE hashtext(id::text || ${salt}) % 2 = 0`
				);
			expect(await writeAnnualReport(ctx, { ...REPORT, isReserved: true })).toEqual(before);
		}
	});
});

test('no edition of the report names who was excused, was absent or gave a proxy', async () => {
	const { collective } = await guarded();
	const actor = holding('team');
	const modes = Object.keys(attendanceModes) as AttendanceMode[]; // keys of the vocabulary
	for (const mode of modes) {
		await inCollective(collective, { actor: OPERATOR, mode: 'write' }, async ({ db }) => {
			await db.update(attendance).set({ mode, remark: 'zzremarque', audience: 'public' });
		});
		for (const isReserved of [false, true]) {
			const report = await inCollective(collective, { actor }, (ctx) =>
				writeAnnualReport(ctx, { ...REPORT, isReserved })
			);
			expect(JSON.stringify(report).includes('zzremarque'), mode).toBe(!AWAY.includes(mode));
		}
	}
});

test('the doubts about the data tell the team nothing that is kept to named people', async () => {
	const { collective, canaries } = await guarded();
	const actor = holding('team');
	const told = await inCollective(collective, { actor }, async (ctx) =>
		(await listDoubts(ctx)).flatMap(({ id, found }) =>
			canaries
				.filter(
					({ word, audience }) => JSON.stringify(found).includes(word) && !mayRead(actor, audience)
				)
				.map(() => id)
		)
	);
	expect(told).toEqual([]);
});

test('a record kept to a group that has left the directory is told as shut, without its words', () =>
	inTestCollective(async (ctx) => {
		const id = await anOrganisation(ctx, 'm');
		await ctx.db.update(organisation).set({ audience: 'group:gt9' }).where(eq(organisation.id, id));
		expect((await getDoubt(ctx, 'access.shut-records')).found).toEqual([
			{
				finding: 'organisation : réservée à « gt9 », que plus aucune fiche ne porte.',
				settle: expect.stringContaining('organisations.csv')
			}
		]);
	}));

test('why a passage is sensitive is told, by a file or to a program, to those who write passages only', async () => {
	const { collective } = await guarded();
	const MOTIVE = 'parle de la santé de quelqu’un';
	await inCollective(collective, { actor: OPERATOR, mode: 'write' }, async ({ db }) => {
		await db.update(visitPassage).set({ sensitiveBecause: MOTIVE });
	});
	const told = async (actor: Actor) =>
		inCollective(collective, { actor }, async (ctx) => {
			const { rows } = await listRows(ctx, 'visitPassage');
			const query = new URLSearchParams({ limite: '200' });
			const api = await listRecords(ctx, 'visites-passages', query);
			return [rows.length > 0, JSON.stringify([rows, api]).includes(MOTIVE)];
		});
	for (const actor of [PUBLIC, holding('board'), holding('representative')])
		expect(await told(actor)).toEqual([true, false]);
	expect(await told(holding('team'))).toEqual([true, true]);
});

function holding(role: Role): Actor {
	const grants = [{ role, because: 'a ce rôle' }];
	return { kind: 'person', name: role, person: role.toLowerCase(), account: role, grants };
}
