import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureCollective, findCollective } from '#core/server/collectives.ts';
import { schemaOf } from '#core/server/schema.ts';
import { UNCOUNTED } from '#core/server/revision.ts';

const CODE = 'essai';
const SCHEMA = schemaOf(CODE);
const WRITERS = 40;
const settings = {
	name: 'Essai',
	fullName: 'Essai',
	territory: 'Ici',
	colours: { main: '#123456', accent: '#654321' },
	year: 2023
};
const clients: pg.Client[] = [];

beforeAll(async () => {
	await ensureCollective(CODE, settings);
	for (let index = 0; index < WRITERS; index += 1) {
		const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] ?? '' });
		await client.connect();
		await client.query(`SET search_path TO ${SCHEMA}`);
		clients.push(client);
	}
});
afterAll(() => Promise.all(clients.map((client) => client.end())));

/** A connection of its own to the collective. */
function connection(index: number): pg.Client {
	const client = clients[index];
	if (!client) throw new Error(`only ${String(WRITERS)} connections are open`);
	return client;
}

const revisionNow = async () => (await findCollective())?.revision;

/** The revision and what it is the revision of, in one snapshot. */
async function seen(): Promise<{ revision: string; codes: string }> {
	const { rows } = await connection(0).query<{ revision: string; codes: string }>(
		`SELECT (SELECT sum(written)::text FROM fanal.revision WHERE collective = $1) AS revision,
		(SELECT coalesce(string_agg(code || name, ',' ORDER BY code), '') FROM network_organisation) AS codes`,
		[CODE]
	);
	if (!rows[0]) throw new Error('nothing was answered');
	return rows[0];
}

const write = (index: number, code: string) =>
	connection(index).query(
		`INSERT INTO network_organisation (id, code, name, nature, audience) VALUES (gen_random_uuid(), $1, '', 'other', 'public')
		ON CONFLICT (code) DO UPDATE SET name = network_organisation.name || '+'`,
		[code]
	);

describe('the revision of a collective', () => {
	test('moves with every table but those that are named', async () => {
		const { rows } = await connection(0).query<{ name: string; counts: boolean }>(
			`SELECT c.relname AS name, EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'revise_rows') AS counts
			FROM pg_class c WHERE c.relnamespace = to_regnamespace($1)::oid AND c.relkind IN ('r', 'p')`,
			[SCHEMA]
		);
		const silent = rows.filter(({ counts }) => !counts).map(({ name }) => name);
		expect(silent.sort()).toEqual([...UNCOUNTED].sort());
		expect(rows.length).toBeGreaterThan(80);
	});

	test('moves when a write is done for good, and not when it is undone', async () => {
		const before = await revisionNow();
		await connection(1).query('BEGIN');
		await write(1, 'un');
		expect(await revisionNow()).toBe(before);
		await connection(1).query('ROLLBACK');
		expect(await revisionNow()).toBe(before);
		await write(1, 'un');
		expect(await revisionNow()).not.toBe(before);
	});

	test('moves with what the collective says of itself', async () => {
		const before = await revisionNow();
		await ensureCollective(CODE, { ...settings, name: 'Autre essai' });
		expect(await revisionNow()).not.toBe(before);
	});

	test('tells apart whatever was written, in whatever order writers begin and end', async () => {
		const known = new Map<string, string>();
		const step = fc.record({
			writer: fc.integer({ min: 1, max: 4 }),
			act: fc.constantFrom('write', 'write', 'COMMIT', 'ROLLBACK')
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
				const open = new Set<number>();
				const look = async () => {
					const { revision, codes } = await seen();
					expect(known.get(revision) ?? codes).toBe(codes);
					known.set(revision, codes);
				};
				for (const { writer, act } of steps) {
					if (act === 'write') {
						if (!open.has(writer)) await connection(writer).query('BEGIN');
						open.add(writer);
						await write(writer, `de-${String(writer)}`);
					} else if (open.delete(writer)) await connection(writer).query(act);
					await look();
				}
				for (const writer of open) await connection(writer).query('COMMIT');
				await look();
			}),
			{ numRuns: 25 }
		);
	});

	test('counts each of many writers who write at once, without any waiting for the others', async () => {
		const before = BigInt((await revisionNow()) ?? 0);
		const most = connection(0);
		const { rows } = await most.query<{ slots: number }>(
			'SELECT count(*)::int AS slots FROM fanal.revision WHERE collective = $1',
			[CODE]
		);
		const slots = rows[0]?.slots ?? 0;
		for (let index = 1; index <= slots; index += 1) {
			await connection(index).query('BEGIN');
			await write(index, `ensemble-${String(index)}`);
		}
		const late = Array.from({ length: WRITERS - 1 - slots }, (_, index) =>
			write(slots + 1 + index, `ensemble-${String(slots + 1 + index)}`)
		);
		for (let index = 1; index <= slots; index += 1) await connection(index).query('COMMIT');
		await Promise.all(late);
		expect(BigInt((await revisionNow()) ?? 0) - before).toBe(BigInt(WRITERS - 1));
	});
});
