import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { decide, mayRead, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { roles, type Role } from '#core/roles.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { changeRecord, storedRows, type Row } from '#core/server/records.ts';
import { signedIn } from '#core/server/testing.ts';
import { audienceCell } from '#core/cells.ts';
import type { Audience } from '#core/vocabulary.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { lastActOf, undoAct } from '#collectors/editing/history.ts';
import { readersChoices } from '#collectors/editing/readers.ts';
import '#collectors/permissions.ts';
import { kinds } from '#modules/all.ts';
import { group } from '#modules/groups/index.ts';
import { organisation } from '#modules/network/index.ts';
import { guardedFolder, NAMED_PERSON } from '../world/canaries.ts';

/** Whatever somebody might give to a record that they write. */
const READERS: Audience[] = [
	'public',
	'members',
	'board',
	'team',
	'group:gt5',
	'group:gt3',
	`people:${NAMED_PERSON}`
];
const TEAM = signedIn('Zoe');

let collective: Collective;
let writers: PersonActor[];

beforeAll(async () => {
	const { folder } = guardedFolder([{ code: NAMED_PERSON, files: {} }]);
	expect((await importFolder(folder)).refusals).toEqual([]);
	const found = await findCollective();
	if (!found) throw new Error('the folder was not imported');
	collective = found;
	writers = await inCollective(collective, { actor: { kind: 'public' } }, everyRole);
});

/** One person for each role that exists, in GT5 or at STAJ for those that are held somewhere. */
async function everyRole(ctx: Context): Promise<PersonActor[]> {
	const [gt5] = await ctx.db.select().from(group).where(eq(group.code, 'gt5'));
	const [member] = await ctx.db.select().from(organisation).where(eq(organisation.code, 'staj'));
	if (!gt5 || !member) throw new Error('GT5 and STAJ are of the demonstration');
	const scopes: Partial<
		Record<Role, { kind: 'group' | 'organisation'; id: string; code: string }>
	> = {
		pilot: { kind: 'group', id: gt5.id, code: 'gt5' },
		groupMember: { kind: 'group', id: gt5.id, code: 'gt5' },
		representative: { kind: 'organisation', id: member.id, code: 'staj' }
	};
	return (Object.keys(roles) as Role[]).map((role) => {
		const scope = scopes[role];
		return signedIn(roles[role].label, {
			role,
			because: 'a ce rôle',
			...(scope ? { scope: { ...scope, name: scope.code } } : {})
		});
	});
}

/** Rows of a kind that the actor reads and writes: one that everybody reads, and one that is kept to some. */
async function writtenRows(ctx: Context, kind: AnyKind): Promise<Row[]> {
	if (!decide(ctx.actor, { permission: kind.permission }).allowed) return [];
	const rows = await storedRows(ctx, kind);
	const belongings = await belongingsOf(ctx, kind, rows);
	const writable = rows.filter(
		(row, index) =>
			mayRead(ctx.actor, row['audience'] as Audience) && // the column of every record
			decide(ctx.actor, { permission: kind.permission, on: belongings[index] ?? {} }).allowed
	);
	return [true, false].flatMap((isOpen) => {
		const one = writable.find((row) => (row['audience'] === 'public') === isOpen);
		return one ? [one] : [];
	});
}

/** Readers that the form of a row offers, as cells write them. */
async function offered(ctx: Context, kind: AnyKind, row: Row): Promise<string[]> {
	const current = audienceCell.write(row[readersField(kind)] as Audience); // never empty once stored
	return (await readersChoices(ctx, kind, row, current, { isOpening: true })).map(
		({ code }) => code
	);
}

/** Why the readers were refused, and at which field; null when they were given. */
async function give(ctx: Context, kind: AnyKind, row: Row, audience: Audience) {
	const [now = row] = await storedRows(ctx, kind, eq(kind.table.id, row['id']));
	try {
		const values = { ...now, [readersField(kind)]: audience };
		await changeRecord(ctx, kind, String(row['id']), values, Number(now['version']));
		return null;
	} catch (failure) {
		if (failure instanceof Refused) return failure.refusals[0] ?? { code: '', message: '' };
		throw failure;
	}
}

/** Everything is tried and taken back: the next one finds the row as it stood. */
class Back extends Error {}
async function tried(actor: PersonActor, work: (ctx: Context) => Promise<void>): Promise<void> {
	try {
		await inCollective(collective, { actor, mode: 'write' }, async (ctx) => {
			await work(ctx);
			throw new Back();
		});
	} catch (failure) {
		if (!(failure instanceof Back)) throw failure;
	}
}

describe.each(kinds)('the readers of $plural', (kind) => {
	test('are those that the form offers and no other, and are given back by the team', async () => {
		const faults: string[] = [];
		for (const actor of writers) {
			const rows = await inCollective(collective, { actor }, (ctx) => writtenRows(ctx, kind));
			for (const row of rows)
				for (const audience of READERS)
					await tried(actor, async (ctx) => {
						const named = `${actor.name}: ${String(row['audience'])} → ${audience}`;
						const isSame = row[readersField(kind)] === audience;
						const choices = await offered(ctx, kind, row);
						const code = audienceCell.write(audience).replace(/^personnes:.*/, 'personnes');
						const refusal = await give(ctx, kind, row, audience);
						if (!isSame && choices.includes(code) !== (refusal === null) && !isNamed(audience))
							faults.push(`${named}, offered ${choices.join()}: ${refusal?.message ?? 'given'}`);
						if (refusal?.code === 'readers' && refusal.field !== readersField(kind))
							faults.push(`${named}: refused at ${String(refusal.field)}`);
						if (refusal) return;
						faults.push(...(await lockedOut(ctx, kind, row)).map((one) => `${named}: ${one}`));
					});
		}
		expect(faults).toEqual([]);
	});
});

describe.each(kinds)('an undo of the readers of $plural', (kind) => {
	test('obeys the rule of an act', async () => {
		const faults: string[] = [];
		for (const actor of writers) {
			const rows = await inCollective(collective, { actor }, (ctx) => writtenRows(ctx, kind));
			for (const row of rows)
				for (const audience of READERS.filter((one) => !isNamed(one) && mayRead(actor, one))) {
					const back = row[readersField(kind)] as Audience;
					if (back === audience || row['audience'] !== back) continue;
					const outcomes: boolean[] = [];
					const acts = [
						(ctx: Context) => give(ctx, kind, row, back),
						async (ctx: Context) =>
							undone(ctx, (await lastActOf(ctx, kind.name, String(row['id']))) ?? '')
					];
					for (const act of acts)
						await tried(TEAM, async (ctx) => {
							if (await give(ctx, kind, row, audience)) return;
							outcomes.push((await act({ ...ctx, actor })) === null);
						});
					if (outcomes[0] !== outcomes[1])
						faults.push(`${actor.name}: ${audience} → ${back}, act ${String(outcomes[0])}`);
				}
		}
		expect(faults).toEqual([]);
	});
});

/** Why the act was not undone; null when it was. */
async function undone(ctx: Context, act: string): Promise<string | null> {
	if (act === '') return 'nothing is offered';
	try {
		await undoAct(ctx, act);
		return null;
	} catch (failure) {
		if (failure instanceof Refused) return failure.message;
		throw failure;
	}
}

const isNamed = (audience: unknown) => String(audience).startsWith('people:');

/** Can what was just given be read and given back by the team, and undone by who gave it where they could have done it? */
async function lockedOut(ctx: Context, kind: AnyKind, before: Row): Promise<string[]> {
	const faults: string[] = [];
	const [now = before] = await storedRows(ctx, kind, eq(kind.table.id, before['id']));
	const own = now['audience'] as Audience; // the column of every record
	if (isNamed(before['audience'])) return isNamed(own) || mayRead(TEAM, own) ? [] : ['was named'];
	if (!mayRead(TEAM, own)) faults.push('the team does not read it');
	const team = { ...ctx, actor: TEAM };
	const refusal = await give(team, kind, before, before[readersField(kind)] as Audience);
	if (refusal) faults.push(`the team cannot give it back: ${refusal.message}`);
	return faults;
}
