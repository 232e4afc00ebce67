import pg from 'pg';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { getTableName } from 'drizzle-orm';
import { mayRead, PUBLIC, type Actor } from '#core/actor.ts';
import { roles, type Role } from '#core/roles.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { closePools, inCollective } from '#core/server/database.ts';
import { migrateAll } from '#core/server/migrate.ts';
import { signedIn } from '#core/server/testing.ts';
import type { Audience } from '#core/vocabulary.ts';
import '#collectors/permissions.ts';
import { fillEmptyIndexes, search } from '#collectors/search.ts';
import { listOpenKinds, opennessWaiting } from '#collectors/openness.ts';
import { kinds } from '#modules/all.ts';
import { createEmptyDatabase, type TestDatabase } from '../setup/database.ts';
import { listFixtures, loadFixture } from './landed.ts';
import { answerAsShown } from '../editing/as-shown.ts';

/** The last schema under which what named nobody was public. */
const BEFORE = '20261124061415_questionnaires';
const fixture = (await listFixtures()).find(({ name }) => name === BEFORE);
if (!fixture) throw new Error(`${BEFORE} has no fixture`);

const GROUP = 'group-1';
const AUDIENCES: Audience[] = [
	'public',
	'members',
	'board',
	'team',
	`group:${GROUP}`,
	'group:ailleurs',
	'people:person-1'
];

/** One reader of each role, on the group of the records and on another one, and those who have none. */
function readers(): Actor[] {
	const held = (role: Role, code?: string) => {
		const scope = code
			? { scope: { kind: 'group' as const, id: code, code, name: code } }
			: { scope: undefined };
		const { scope: on } = scope;
		return signedIn(`${role} ${code ?? ''}`, {
			role,
			because: 'a ce rôle',
			...(on ? { scope: on } : {})
		});
	};
	const everyRole = Object.keys(roles) as Role[];
	return [
		PUBLIC,
		{ kind: 'person', name: 'person-1', person: 'person-1', account: 'person-1', grants: [] },
		...everyRole.flatMap((role) => [held(role), held(role, GROUP), held(role, 'ailleurs')])
	];
}

/** Who reads each row, by table and identifier. */
type Readers = Map<string, Audience>;

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query('SET search_path TO c_balise');
		return await work(client);
	} finally {
		await client.end();
	}
}

const readersOf = (url: string): Promise<Readers> =>
	on(url, async (client) => {
		const found: Readers = new Map();
		const tables = await client.query<{ name: string }>(
			`SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'c_balise' AND column_name = 'audience'
			AND table_name NOT IN ('core_search_entry', 'core_mail', 'core_webhook')`
		);
		for (const { name } of tables.rows) {
			const rows = await client.query<{ id: string; audience: Audience }>(
				`SELECT id::text, audience FROM "${name}"`
			);
			for (const { id, audience } of rows.rows) found.set(`${name} ${id}`, audience);
		}
		return found;
	});

/** The pilots of a group go on writing the minutes and attendance of its meetings that were for the members: they are not all of a member. */
function writesDraft(one: Actor, row: string, after: Readers): boolean {
	const is = after.get(row) ?? '';
	const isMinutes =
		/^(meetings_minutes|meetings_attendance|core_journal) /.test(row) && is === `pilots:${GROUP}`;
	return isMinutes && one.kind === 'person' && one.grants.some(({ role }) => role === 'pilot');
}

const DRAFTS = `
	UPDATE meetings_minutes SET state = 'draft';
	UPDATE visits_visit SET state = 'planned';
	UPDATE visits_passage SET consent = NULL, sensitive = true, consent_edition = NULL;
	UPDATE editions_quotation SET consent = NULL;
	UPDATE editions_text SET consent = 'toAsk';
	UPDATE meetings_minutes SET body = replace(body::text, 'texte', 'crepuscule')::jsonb;
	UPDATE core_search_entry SET plain_body = plain_body || ' crepuscule';`;

describe.each(AUDIENCES)('an installation where everything was for « %s »', (audience) => {
	describe.each([
		['as it was published', ''],
		['still a draft, agreed to by nobody', DRAFTS]
	])('%s', (_, state) => {
		let database: TestDatabase;
		let before: Readers;
		beforeAll(async () => {
			database = await createEmptyDatabase();
			await loadFixture(fixture, 'balise', database.url);
			await on(database.url, async (client) => {
				for (const { table } of kinds)
					await client.query(`UPDATE "${getTableName(table)}" SET audience = '${audience}'`);
				await client.query(`UPDATE core_journal SET audience = '${audience}'; ${state}`);
			});
			before = await readersOf(database.url);
			await migrateAll(database.url);
			await fillEmptyIndexes(database.url);
		});
		afterAll(async () => {
			await closePools();
			await database.drop();
		});

		test('gives every role the same rights or narrower, on each record and each line of its journal', async () => {
			const after = await readersOf(database.url);
			expect(before.size).toBeGreaterThan(60);
			const wider = [...before].flatMap(([row, was]) =>
				readers()
					.filter((one) => mayRead(one, after.get(row) ?? 'team') && !mayRead(one, was))
					.filter((one) => !(was === 'members' && writesDraft(one, row, after)))
					.map((one) => `${one.kind === 'person' ? one.name : one.kind}: ${row}, ${was}`)
			);
			expect(wider).toEqual([]);
		});
	});
});

/** The team, in a unit of work of its own. */
async function asTeam<T>(url: string, work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(await balise(url), { actor: signedIn('Zoé'), mode: 'write', url }, work);
}

async function balise(url: string): Promise<Collective> {
	const collective = await findCollectiveByCode('balise', url);
	if (!collective) throw new Error('the collective is gone');
	return collective;
}

describe('an installation where everything was public', () => {
	let database: TestDatabase;
	/** Each start of the program. */
	const start = async () => {
		await migrateAll(database.url);
		await fillEmptyIndexes(database.url);
	};
	beforeAll(async () => {
		database = await createEmptyDatabase();
		await loadFixture(fixture, 'balise', database.url);
		await on(database.url, async (client) => {
			for (const { table } of kinds)
				await client.query(`UPDATE "${getTableName(table)}" SET audience = 'public'`);
			await client.query(DRAFTS);
		});
		await start();
	});
	afterAll(async () => {
		await closePools();
		await database.drop();
	});

	test('no longer finds the words of a draft, and finds again what it opened', async () => {
		const { url } = database;
		const found = (query: string) =>
			balise(url).then((collective) =>
				inCollective(collective, { actor: PUBLIC, url }, async (ctx) =>
					(await search(ctx, query)).hits.map((hit) => hit.title)
				)
			);
		expect(await found('crepuscule')).toEqual([]);
		expect(await found('lefevre')).toEqual(['Zoé Lefèvre']);
	});

	test('no longer tells the public or all members who was away, nor the lines of the journal about them', () =>
		on(database.url, async (client) => {
			const { rows } = await client.query<{ audience: Audience }>(
				`SELECT audience FROM meetings_attendance WHERE mode IN ('excused', 'absent', 'proxy')
				UNION ALL SELECT j.audience FROM core_journal j JOIN meetings_attendance a ON a.id = j.record_id
				WHERE j.kind = 'attendance' AND a.mode IN ('excused', 'absent', 'proxy')`
			);
			expect(rows.length).toBeGreaterThan(1);
			expect(rows.filter(({ audience }) => /^(public|members)$/.test(audience))).toEqual([]);
		}));

	test('asks its team once what stays open: an answer, kind by kind, outlives another start', async () => {
		const { url } = database;
		expect(await asTeam(url, opennessWaiting)).toHaveLength(1);
		const asked = await asTeam(url, listOpenKinds);
		expect(asked.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['meeting', 'person', 'edition'])
		);
		const answer = (kind: string) =>
			asTeam(url, (ctx) => answerAsShown(ctx, kind, kind === 'person' ? 'kept' : 'closed'));
		for (let [next] = asked; next; [next] = await asTeam(url, listOpenKinds))
			await answer(next.kind);
		await start();
		expect(await asTeam(url, listOpenKinds)).toEqual([]);
		expect(await asTeam(url, opennessWaiting)).toEqual([]);
		await expect(asTeam(url, (ctx) => answerAsShown(ctx, 'person', 'closed'))).rejects.toThrow();
		const still = await readersOf(url);
		const of = (table: string) =>
			[...still].filter(([row]) => row.startsWith(`${table} `)).map(([, who]) => who);
		expect(new Set(of('network_person'))).toEqual(new Set(['public']));
		for (const table of ['meetings_meeting', 'meetings_decision', 'meetings_minutes'])
			expect(of(table), table).not.toContain('public');
	});
});
