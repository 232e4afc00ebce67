import { expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { PUBLIC } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { findCollective } from '#core/server/collectives.ts';
import { signedIn } from '#core/server/testing.ts';
import { visible } from '#core/server/permissions.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { computeFigure, explainFigure, listMetrics } from '#collectors/catalogue.ts';
import { cutOffOf } from '#collectors/cut-off.ts';
import { listArchived } from '#collectors/editing/archive.ts';
import { listChoices } from '#collectors/editing/choices.ts';
import { removeRecord, undoAct, lastActOf } from '#collectors/editing/history.ts';
import { writableRow } from '#collectors/editing/forms.ts';
import '#collectors/permissions.ts';
import { search } from '#collectors/search.ts';
import { groupCards } from '#modules/groups/server/group-page.ts';
import { group } from '#modules/groups/server/tables.ts';
import { organisation } from '#modules/network/index.ts';
import { listMembersPage } from '#modules/network/server/members-page.ts';
import { getBoard } from '#modules/visits/server/board.ts';
import { archiveAsShown } from './as-shown.ts';

/** The demonstration, with somebody of the team at work; each unit of work is kept. */
async function atWork<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
	await importFolder('data/phare-2023');
	const collective = await findCollective();
	if (!collective) throw new Error('the demonstration was not imported');
	return inCollective(collective, { actor: signedIn('Zoe'), mode: 'write' }, work);
}

const stajOf = async (ctx: Context) => {
	const [row] = await ctx.db.select().from(organisation).where(eq(organisation.code, 'staj'));
	if (!row) throw new Error('STAJ is a member');
	return row;
};

async function allFigures(ctx: Context): Promise<[string, number | null][]> {
	const values: [string, number | null][] = [];
	for (const metric of await listMetrics(ctx))
		values.push([metric.id, (await computeFigure(ctx, metric, 2023)).value]);
	return values;
}

test('what others depend on is not removed, but archived', () =>
	atWork(async (ctx) => {
		const { id } = await stajOf(ctx);
		const { kind, row } = await writableRow(ctx, 'organisation', id);
		await expect(removeRecord(ctx, kind, row)).rejects.toThrow('Archivez-la plutôt');
	}));

test('an archived record leaves choices, search and lists; counts and its page keep it', async () => {
	const before = await atWork(allFigures);
	const { id } = await atWork(stajOf);
	await atWork((ctx) => archiveAsShown(ctx, 'organisation', id, true));
	await atWork(async (ctx) => {
		expect((await listChoices(ctx, 'organisation')).map((one) => one.code)).not.toContain('staj');
		expect((await search(ctx, 'STAJ')).hits.map((one) => one.path)).not.toContain(
			'/organisations/staj'
		);
		const listed = await ctx.db
			.select({ code: organisation.code })
			.from(organisation)
			.where(visible({ ...ctx, actor: PUBLIC, withoutArchived: true }, organisation));
		expect(listed.map((one) => one.code)).not.toContain('staj');
		expect((await listArchived(ctx)).map((one) => one.path)).toEqual(['/organisations/staj']);
		expect((await stajOf(ctx)).archivedOn).toBe(ctx.today);
	});
	expect(await atWork(allFigures)).toEqual(before);
});

const YEAR = 2023;

/** What the tiles of the pages say, and how many rows stand under them. */
async function tilesAndLists(ctx: Context): Promise<Record<string, [number | null, number]>> {
	const current = { ...ctx, withoutArchived: true };
	const day = await cutOffOf(ctx, YEAR);
	const { total } = await listMembersPage(current, day, new URLSearchParams(), 1);
	const cards = (await groupCards(current, YEAR)).flatMap(({ groups }) => groups);
	const value = async (id: string) => (await explainFigure(ctx, id, YEAR)).figure.value;
	return {
		members: [await value('network.members'), Number.parseInt(total, 10)],
		groups: [await value('groups.active'), cards.length],
		toVisit: [await value('network.members'), (await getBoard(current, 1)).total]
	};
}

test('the tile and the list under it count the same, before and after one of the counted is archived', async () => {
	const before = await atWork(tilesAndLists);
	for (const [value, rows] of Object.values(before)) expect(rows).toBe(value);
	const never = (await atWork((ctx) => getBoard(ctx, 1))).never;
	await atWork(async (ctx) => {
		await archiveAsShown(ctx, 'organisation', (await stajOf(ctx)).id, true);
		const [gt5] = await ctx.db.select().from(group).where(eq(group.code, 'gt5'));
		await archiveAsShown(ctx, 'group', gt5?.id ?? '', true);
	});
	expect(await atWork(tilesAndLists)).toEqual(before);
	// A visit of an archived member is still one: the board does not send anybody there again.
	const board = await atWork((ctx) => getBoard({ ...ctx, withoutArchived: true }, 1));
	expect(board.never).toBe(never);
});

test('a tile opens on as many rows as it counts, before and after one of them is archived', async () => {
	const opened = async (ctx: Context) => {
		const counts: [string, number | null, number][] = [];
		for (const { id } of await listMetrics(ctx)) {
			const { figure, rows, hidden } = await explainFigure(ctx, id, YEAR);
			counts.push([id, figure.value, rows.length + hidden]);
		}
		return counts;
	};
	const before = await atWork(opened);
	await atWork(async (ctx) => archiveAsShown(ctx, 'organisation', (await stajOf(ctx)).id, true));
	expect(await atWork(opened)).toEqual(before);
	const tiles = [
		'network.members',
		'groups.active',
		'groups.working',
		'meetings.held',
		'visits.held'
	];
	for (const [id, value, rows] of before)
		if (tiles.includes(id)) expect([id, rows]).toEqual([id, value]);
});

test('archiving is an act like another: told, undone, and untouched by a new import', async () => {
	const { id } = await atWork(stajOf);
	await atWork((ctx) => archiveAsShown(ctx, 'organisation', id, true));
	await importFolder('data/phare-2023');
	expect((await atWork(stajOf)).archivedOn).not.toBeNull();
	await atWork(async (ctx) => undoAct(ctx, (await lastActOf(ctx, 'organisation', id)) ?? ''));
	expect((await atWork(stajOf)).archivedOn).toBeNull();
});

test('put back in service, it is found again; without the right, neither is done', async () => {
	const { id } = await atWork(stajOf);
	await atWork((ctx) => archiveAsShown(ctx, 'organisation', id, true));
	await atWork((ctx) => archiveAsShown(ctx, 'organisation', id, false));
	await atWork(async (ctx) => {
		expect((await search(ctx, 'STAJ')).hits.map((one) => one.path)).toContain(
			'/organisations/staj'
		);
		await expect(
			archiveAsShown({ ...ctx, actor: PUBLIC }, 'organisation', id, true)
		).rejects.toThrow('connectez-vous');
	});
});
