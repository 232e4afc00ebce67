import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mayRead, PUBLIC, type Actor, type PersonActor } from '#core/actor.ts';
import { ensureCollective, findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective, poolOf } from '#core/server/database.ts';
import { schemaOf } from '#core/server/schema.ts';
import { visible } from '#core/server/permissions.ts';
import { Answers } from '#core/server/kept-reads.ts';
import type { Audience } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';

const CODE = 'essai';
const WRITERS = 3;
const settings = {
	name: 'Essai',
	fullName: 'Essai',
	territory: 'Ici',
	colours: { main: '#123456', accent: '#654321' },
	year: 2023
};
/** Connections of other processes: nothing of what they do is told to this one. */
const others: pg.Client[] = [];

beforeAll(async () => {
	await ensureCollective(CODE, settings);
	for (let index = 0; index < WRITERS; index += 1) {
		const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] ?? '' });
		await client.connect();
		await client.query(`SET search_path TO ${schemaOf(CODE)}`);
		others.push(client);
	}
});
afterAll(() => Promise.all(others.map((client) => client.end())));

function other(index: number): pg.Client {
	const client = others[index];
	if (!client) throw new Error(`only ${String(WRITERS)} connections are open`);
	return client;
}

const save = (client: pg.Client, code: string, name: string, audience: string) =>
	client.query(
		`INSERT INTO network_organisation (id, code, name, nature, audience) VALUES (gen_random_uuid(), $1, $2, 'other', $3)
		ON CONFLICT (code) DO UPDATE SET name = $2, audience = $3`,
		[code, name, audience]
	);

const person = (name: string, roles: PersonActor['grants'][number]['role'][]): Actor => ({
	kind: 'person',
	account: name,
	name,
	person: name,
	grants: roles.map((role) => ({ role, because: 'essai' }))
});
const READERS: Actor[] = [
	PUBLIC,
	person('zoe', []),
	person('awa', ['representative']),
	person('teo', ['team'])
];
const AUDIENCES = ['public', 'members', 'team', 'people:zoe'];

/** Names that a request of somebody tells, at the revision that it finds. */
async function told(actor: Actor): Promise<string[]> {
	const collective = await findCollective();
	if (!collective) throw new Error('no collective');
	return inCollective(collective, { actor: { ...actor }, at: collective.revision }, namesOf);
}

async function namesOf(ctx: Context): Promise<string[]> {
	const rows = await ctx.db
		.select({ id: organisation.id, name: organisation.name })
		.from(organisation)
		.where(visible(ctx, organisation))
		.orderBy(asc(organisation.code));
	return rows.map(({ name }) => name);
}

describe('what the database answered is answered again from memory', () => {
	test('to each reader what they may read now, whoever wrote, committed or not, and whoever asked before', async () => {
		const step = fc.oneof(
			{
				weight: 3,
				arbitrary: fc.record({
					act: fc.constant('read' as const),
					reader: fc.nat({ max: READERS.length - 1 })
				})
			},
			{
				weight: 2,
				arbitrary: fc.record({
					act: fc.constant('write' as const),
					writer: fc.nat({ max: WRITERS - 1 }),
					name: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'c') }),
					audience: fc.constantFrom(...AUDIENCES)
				})
			},
			fc.record({
				act: fc.constantFrom('COMMIT' as const, 'ROLLBACK' as const),
				writer: fc.nat({ max: WRITERS - 1 })
			})
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
				await other(0).query('DELETE FROM network_organisation');
				/** What is committed, and what each writer has written since its transaction began. */
				const stored = new Map<string, { name: string; audience: string }>();
				const open = new Map<number, { name: string; audience: string }>();
				const end = async (writer: number, act: 'COMMIT' | 'ROLLBACK') => {
					const written = open.get(writer);
					if (!written) return;
					open.delete(writer);
					await other(writer).query(act);
					if (act === 'COMMIT') stored.set(`de-${String(writer)}`, written);
				};
				for (const one of steps) {
					if (one.act === 'read') {
						const reader = READERS[one.reader] ?? PUBLIC;
						const expected = [...stored.keys()].sort().flatMap((code) => {
							const row = stored.get(code);
							return row && mayRead(reader, row.audience as Audience) ? [row.name] : [];
						});
						expect(await told(reader)).toEqual(expected);
					} else if (one.act === 'write') {
						// Each writes a row of its own, so that none waits for another.
						if (!open.has(one.writer)) await other(one.writer).query('BEGIN');
						await save(other(one.writer), `de-${String(one.writer)}`, one.name, one.audience);
						open.set(one.writer, { name: one.name, audience: one.audience });
					} else await end(one.writer, one.act);
				}
				for (const writer of [...open.keys()]) await end(writer, 'ROLLBACK');
			}),
			{ numRuns: 40 }
		);
	});

	test('of one state: when somebody writes between what was kept and what was not, the whole is read again', async () => {
		await save(other(0), 'une', 'avant', 'public');
		const collective = await findCollective();
		if (!collective) throw new Error('no collective');
		const nameOf = async ({ db }: Context) => {
			const [row] = await db
				.select({ id: organisation.id, name: organisation.name })
				.from(organisation)
				.where(eq(organisation.code, 'une'));
			return row?.name;
		};
		const request = { actor: PUBLIC, at: collective.revision };
		await inCollective(collective, request, nameOf);
		let times = 0;
		const both = await inCollective(collective, request, async (ctx) => {
			times += 1;
			const first = await nameOf(ctx);
			if (times === 1) await save(other(0), 'une', 'après', 'public');
			const [second] = await ctx.db
				.select({ id: organisation.id, name: organisation.name, city: organisation.city })
				.from(organisation)
				.where(eq(organisation.code, 'une'));
			return [first, second?.name];
		});
		expect(both).toEqual(['après', 'après']);
		expect(times).toBe(2);
	});

	test('without a question to the database, and nobody can change what others are given', async () => {
		await save(other(0), 'une', 'ici', 'public');
		const collective = await findCollective();
		if (!collective) throw new Error('no collective');
		const ask = () =>
			inCollective(collective, { actor: PUBLIC, at: collective.revision }, ({ db }) =>
				db.execute('SELECT code, name FROM network_organisation')
			);
		const kept = await ask();
		const connections = vi.spyOn(poolOf(), 'connect');
		const again = await ask();
		expect(connections).not.toHaveBeenCalled();
		connections.mockRestore();
		expect(again.rows).toEqual(kept.rows);
		expect(() => Object.assign(again.rows[0] ?? {}, { name: 'ailleurs' })).toThrow(TypeError);
		again.rows.pop();
		expect((await ask()).rows).toEqual(kept.rows);
	});
});

describe('answers that are kept', () => {
	const answer = (text: string) => ({
		rows: [{ text }],
		fields: [],
		command: 'SELECT',
		oid: 0,
		rowCount: 1
	});
	const question = (text: string) => ({ text, rest: '' });

	test('take so much memory and no more: those that were asked first leave first', () => {
		const answers = new Answers(1n, 1000);
		for (let index = 0; index < 20; index += 1)
			answers.keep(question(String(index)), answer('x'.repeat(90)));
		const kept = Array.from({ length: 20 }, (_, index) => answers.find(question(String(index))));
		expect(kept.filter(Boolean).length).toBeGreaterThan(5);
		expect(kept.filter(Boolean).length).toBeLessThan(11);
		expect(kept.at(0)).toBeUndefined();
		expect(kept.at(-1)?.rows).toEqual([{ text: 'x'.repeat(90) }]);
	});

	test('are none of whole tables', () => {
		const answers = new Answers(1n);
		answers.keep(question('whole'), answer('x'.repeat(600_000)));
		expect(answers.find(question('whole'))).toBeUndefined();
	});
});
