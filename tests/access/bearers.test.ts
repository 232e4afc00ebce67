import fc from 'fast-check';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { addRecord, dropRecord } from '#collectors/api/write.ts';
import { shutRecords } from '#collectors/shut-records.ts';
import { undoAct } from '#collectors/editing/history.ts';
import { mayRead } from '#core/actor.ts';
import { audienceLabel, type Audience } from '#core/vocabulary.ts';
import type { Context } from '#core/server/context.ts';
import {
	changeRecord,
	createRecord,
	removeRecords,
	saveRecords,
	storedRows,
	type Row
} from '#core/server/records.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import { inTestCollective, signedIn } from '#core/server/testing.ts';
import { kinds } from '#modules/all.ts';
import { group } from '#modules/groups/index.ts';
import { meeting } from '#modules/meetings/server/tables.ts';
import { person } from '#modules/network/index.ts';
import '#collectors/permissions.ts';
import { aGroup, aPerson } from './cast.ts';

const kindOf = (name: string) => {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw new Error(name);
	return kind;
};

async function aMeeting(ctx: Context, code: string, audience: Audience): Promise<string> {
	const [row] = await ctx.db
		.insert(meeting)
		.values({
			code,
			title: code,
			type: 'encounter',
			state: 'held',
			on: '2024-01-10' as never, // a day
			audience
		})
		.returning({ id: meeting.id });
	return row?.id ?? '';
}

const readersOf = async (ctx: Context, code: string) =>
	(await ctx.db.select().from(meeting).where(eq(meeting.code, code)))[0]?.audience ?? 'team';

const asTina = (ctx: Context): Context => ({ ...ctx, actor: signedIn('Tina') });

const lastLine = async (ctx: Context, event: string) =>
	(await ctx.db.select().from(journal).where(eq(journal.event, event))).at(-1)?.id ?? '';

describe('what is kept to somebody', () => {
	test('is not read by who is put in the directory under the code that they left', () =>
		inTestCollective(async (ctx) => {
			const id = await aPerson(ctx, 'yann-ciblez');
			await aMeeting(ctx, 'tue', 'people:tom,yann-ciblez');
			await dropRecord(asTina(ctx), 'personnes', id, 1);
			await addRecord(asTina(ctx), 'personnes', {
				code: 'yann-ciblez',
				prenom: 'Yann',
				nom: 'Ciblez'
			});
			const audience = await readersOf(ctx, 'tue');
			expect(mayRead({ ...signedIn('x'), person: 'yann-ciblez' }, audience)).toBe(false);
			expect(mayRead({ ...signedIn('x'), person: 'tom' }, audience)).toBe(true);
			expect(audienceLabel(audience)).toBe('tom, une personne retirée');
		}));

	test('is theirs again when their removal is undone', () =>
		inTestCollective(async (ctx) => {
			const id = await aPerson(ctx, 'yann-ciblez');
			await aMeeting(ctx, 'tue', 'people:tom,yann-ciblez');
			await dropRecord(asTina(ctx), 'personnes', id, 1);
			await undoAct(asTina(ctx), await lastLine(ctx, 'person.removed'));
			expect(await readersOf(ctx, 'tue')).toBe('people:tom,yann-ciblez');
		}));

	test('follows them to another code', () =>
		inTestCollective(async (ctx) => {
			const id = await aPerson(ctx, 'yann');
			await aMeeting(ctx, 'tue', 'people:tom,yann');
			const kind = kindOf('person');
			const [row] = await storedRows(ctx, kind, eq(person.id, id));
			await changeRecord(ctx, kind, id, { ...row, code: 'yann-2' }, 1);
			expect(await readersOf(ctx, 'tue')).toBe('people:tom,yann-2');
		}));

	test('was left open to nobody by an older Fanal, and is given to nobody by a folder either', () =>
		inTestCollective(async (ctx) => {
			const removed = await aMeeting(ctx, 'retiree', 'people:tom,yann');
			await removeRecords(
				ctx,
				kindOf('meeting'),
				await storedRows(ctx, kindOf('meeting'), eq(meeting.id, removed))
			);
			await aMeeting(ctx, 'tue', 'pilots:gt9');
			await saveRecords(ctx, kindOf('person'), [{ code: 'yann', lastName: 'Ciblez' }]);
			await addRecord(asTina(ctx), 'groupes', {
				code: 'gt9',
				nom: 'GT9',
				type: 'groupe-travail',
				cercle: 'ptce'
			});
			expect(await readersOf(ctx, 'tue')).toMatch(/^pilots:groupe-retire-/);
			expect((await shutRecords.find(ctx)).length).toBe(1);
			await undoAct(ctx, await lastLine(ctx, 'meeting.removed'));
			expect(await readersOf(ctx, 'retiree')).toMatch(/^people:tom,personne-retiree-/);
		}));

	test('in a folder, may name somebody of a later file', () =>
		inTestCollective(async (ctx) => {
			await saveRecords(ctx, kindOf('person'), [
				{ code: 'ada', lastName: 'Petit', audience: 'group:gt1' }
			]);
			await saveRecords(ctx, kindOf('group'), [
				{ code: 'gt1', name: 'GT1', type: 'workingGroup', circle: 'ptce' }
			]);
			const [row] = await ctx.db.select().from(person).where(eq(person.code, 'ada'));
			expect(row?.audience).toBe('group:gt1');
		}));
});

/** Codes that circles name, wherever the database keeps them, and that somebody bears. */
async function readersByCode(ctx: Context): Promise<string[]> {
	const { rows } = await ctx.db.execute<{ said: string }>(sql`
		SELECT audience AS said FROM ${meeting} UNION ALL SELECT audience FROM ${journal}
		UNION ALL SELECT data::text FROM ${journal} UNION ALL SELECT audience FROM ${searchEntry}`);
	const said = rows.flatMap(({ said: text }) => [
		...text.matchAll(/(people|group|pilots):([a-z0-9,-]+)/g)
	]);
	const named = (isPeople: boolean) =>
		said.flatMap(([, circle, codes = '']) =>
			(circle === 'people') === isPeople ? codes.split(',') : []
		);
	const people = await ctx.db.select().from(person);
	const groups = await ctx.db.select().from(group);
	return [
		...people.filter((one) => named(true).includes(one.code)),
		...groups.filter((one) => named(false).includes(one.code))
	].map((one) => one.id);
}

const CODES = { person: ['yann', 'zoe'], group: ['gt1', 'gt2'] };
const act = fc.record({
	kind: fc.constantFrom('person' as const, 'group' as const),
	verb: fc.constantFrom('remove', 'form', 'folder', 'rename', 'undo', 'meeting'),
	code: fc.integer({ min: 0, max: 1 }),
	to: fc.integer({ min: 0, max: 1 })
});

test('whatever leaves, comes, comes back or takes another code, by form or folder, nobody reads by it what they were not named to', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 14, maxLength: 20 }), (acts) =>
			inTestCollective(async (ctx) => {
				const named = [
					await aPerson(ctx, 'yann'),
					await aPerson(ctx, 'zoe'),
					await aGroup(ctx, 'gt1')
				];
				await aMeeting(ctx, 'un', 'people:yann,zoe');
				await aMeeting(ctx, 'deux', 'people:zoe');
				await aMeeting(ctx, 'trois', 'pilots:gt1');
				const away: { kind: string; row: Row }[] = [];
				const take = async (name: string, row: Row | undefined) => {
					if (!row) return;
					await removeRecords(ctx, kindOf(name), [row]);
					away.push({ kind: name, row });
				};
				for (const { kind: name, verb, code, to } of acts) {
					const kind = kindOf(name);
					const rows = await storedRows(ctx, kind);
					const at = (index: number) => rows.find((row) => row['code'] === CODES[name][index]);
					const made = {
						code: CODES[name][code],
						lastName: 'Homonyme',
						name: 'Homonyme',
						type: 'workingGroup',
						circle: 'ptce'
					};
					const row = at(code);
					if (verb === 'remove') await take(name, row);
					if (verb === 'form' && !row) await createRecord(ctx, kind, made);
					if (verb === 'folder') await saveRecords(ctx, kind, [{ ...row, ...made }]);
					if (verb === 'rename' && row && !at(to))
						await changeRecord(
							ctx,
							kind,
							String(row['id']),
							{ ...row, code: CODES[name][to] },
							Number(row['version'])
						);
					if (verb === 'meeting')
						await take('meeting', (await storedRows(ctx, kindOf('meeting')))[0]);
					const back = verb === 'undo' ? away.pop() : undefined;
					if (back) {
						const standing = await storedRows(ctx, kindOf(back.kind));
						if (!standing.some((one) => one['code'] === back.row['code']))
							await undoAct(ctx, await removalOf(ctx, back.row));
					}
					for (const id of await readersByCode(ctx)) expect(named).toContain(id);
				}
			})
		),
		{ numRuns: 8 }
	);
});

const removalOf = async (ctx: Context, row: Row) =>
	(
		await ctx.db
			.select()
			.from(journal)
			.where(eq(journal.recordId, String(row['id'])))
			.orderBy(journal.id)
	).at(-1)?.id ?? '';
