// Keeps, as SQL, what a small complete collective looks like under the migrations of today: tests/upgrade loads
// it and brings it to the present for as long as Fanal lives. Run once per
// migration about to land, never again.
//   node scripts/run.mjs scripts/new-upgrade-fixture.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../src/core/server/postgres.ts';
import { prepare } from './prepare.mjs';
import { inRoot, PINNED_NODE, readJson, ROOT } from './prepare/places.mjs';
import { runProgram } from './prepare/run-program.mjs';

const COLLECTIVE = inRoot('tests/upgrade/collective');
/** Rows of the tables that no import fills. */
const MORE_ROWS = inRoot('tests/upgrade/more-rows.sql');
const SCHEMA = 'c_balise';

const tag = lastMigration('collective');
const target = inRoot(`tests/upgrade/fixtures/${tag}.sql`);
if (existsSync(target)) {
	console.error(`${target} existe déjà : l’état d’une migration ne se refait pas.`);
	process.exit(2);
}
await prepare({ quiet: true });
const home = mkdtempSync(join(tmpdir(), 'fanal-fixture-'));
const postgres = await startPostgres({ home, log: () => undefined });
try {
	const env = { ...process.env, DATABASE_URL: postgres.url, FANAL_HOME: home };
	const args = [inRoot('build/server/cli.js'), 'import', COLLECTIVE, '--quiet'];
	const { code, output } = await runProgram(PINNED_NODE, args, { cwd: ROOT, env });
	if (code !== 0) throw new Error(output);
	writeFileSync(target, await dump(postgres.url));
	console.log(target);
} finally {
	await postgres.stop();
	rmSync(home, { recursive: true, force: true });
}

/** @param {string} url */
async function dump(url) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const lines = ['platform', 'collective'].map((set) => {
			const last = lastMigration(set);
			const sql = readFileSync(inRoot(`migrations/${set}/${last}.sql`));
			return `-- ${set} ${last} ${createHash('sha256').update(sql).digest('hex')}`;
		});
		lines.push(...(await rowsOf(client, 'fanal', 'collective', 'fanal.collective')));
		await client.query(`SET search_path TO ${SCHEMA}`);
		await client.query(readFileSync(MORE_ROWS, 'utf8'));
		for (const table of await tablesInOrder(client))
			lines.push(...(await rowsOf(client, SCHEMA, table, `"${table}"`)));
		return `${lines.join('\n')}\n`;
	} finally {
		await client.end();
	}
}

/**
 * The rows of a table as one statement that any PostgreSQL reads, whatever columns were added since.
 * @param {pg.Client} client
 * @param {string} schema
 * @param {string} table
 * @param {string} name
 */
async function rowsOf(client, schema, table, name) {
	const columns = await client.query(
		`SELECT string_agg(format('%I', column_name), ', ' ORDER BY ordinal_position) AS list
		FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'`,
		[schema, table]
	);
	const { list } = columns.rows[0];
	const { rows } = await client.query(
		`SELECT to_jsonb(one)::text AS row FROM (SELECT ${list} FROM ${name}) one`
	);
	if (rows.length === 0)
		throw new Error(`${table}: no row; add one to tests/upgrade/collective, or to more-rows.sql`);
	const json = rows.map(({ row }) => row).join(',\n');
	return [
		`INSERT INTO ${name} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${name}, $fixture$[`,
		`${json}`,
		`]$fixture$);`
	];
}

/**
 * Tables of the collective, each after those it refers to.
 * @param {pg.Client} client
 */
async function tablesInOrder(client) {
	const tables = await client.query(
		`SELECT table_name AS name FROM information_schema.tables
		WHERE table_schema = $1 AND table_name NOT LIKE '\\_\\_drizzle%' ORDER BY 1`,
		[SCHEMA]
	);
	const references = await client.query(
		`SELECT conrelid::regclass::text AS source, confrelid::regclass::text AS target
		FROM pg_constraint WHERE contype = 'f' AND connamespace = $1::regnamespace AND conrelid <> confrelid`,
		[SCHEMA]
	);
	/** @type {string[]} */
	const done = [];
	/** @param {string} name */
	const visit = (name) => {
		if (done.includes(name)) return;
		for (const { source, target } of references.rows) if (source === name) visit(target);
		done.push(name);
	};
	for (const { name } of tables.rows) visit(name);
	return done;
}

/** @param {string} set */
function lastMigration(set) {
	return readJson(inRoot(`migrations/${set}/meta/_journal.json`)).entries.at(-1).tag;
}
