import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperatorError } from '../errors.ts';
import { announceAddress, startPostgres, type Postgres } from './postgres.ts';
import { until } from '#tests/setup/patience.ts';

let home: string;
let said: string[];
let running: Postgres[];

beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'fanal-postgres-'));
	// Open to the account of PostgreSQL, so that under root the database stays inside.
	chmodSync(home, 0o711);
	said = [];
	running = [];
});

afterEach(async () => {
	await Promise.all(running.map((postgres) => postgres.stop()));
	// Outside the home folder when the folder of temporary files is itself closed.
	rmSync(realpathSync(join(home, 'postgres')), { recursive: true, force: true });
	rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<Postgres> {
	const postgres = await startPostgres({ home, log: (message) => said.push(message) });
	running.push(postgres);
	return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
}

/** Another Fanal, in a process of its own, which has its database running and does nothing else. */
async function startElsewhere() {
	const program = `
		import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
		const { url } = await startPostgres({ home: ${JSON.stringify(home)}, log: () => {} });
		process.stdout.write(url);
		setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const said: unknown[] = await once(child.stdout, 'data');
	return { child, url: String(said[0]) };
}

test('a first start creates an empty database in UTF-8 that keeps what it is told', async () => {
	const { url, version } = await start();

	expect(version).toMatch(/^18\./);
	expect(said).toContainEqual(expect.stringContaining('Création de la base de données'));
	const settings = `SELECT current_database() AS name, upper('é') AS upper, current_setting('fsync') AS fsync`;
	expect(await query(url, settings)).toEqual([{ name: 'fanal', upper: 'É', fsync: 'on' }]);
});

test('what was written is there after a stop and a new start', async () => {
	const first = await start();
	await query(first.url, 'CREATE TABLE lamp AS SELECT 7 AS height');
	await first.stop();

	const second = await start();

	expect(await query(second.url, 'SELECT height FROM lamp')).toEqual([{ height: 7 }]);
});

test('a second start on the same folder is refused and names the process and its address', async () => {
	await start();
	announceAddress(home, 'http://127.0.0.1:3210', 3210);

	const refusal = await startPostgres({ home, log: () => undefined }).catch(
		(error: unknown) => error
	);

	expect(refusal).toBeInstanceOf(OperatorError);
	expect(String(refusal)).toContain(`processus ${String(process.pid)}, sur http://127.0.0.1:3210`);
});

test('a database left running by a killed Fanal is started again without loss', async () => {
	const { child, url } = await startElsewhere();
	await query(url, 'CREATE TABLE lamp AS SELECT 7 AS height');
	child.kill('SIGKILL');
	await once(child, 'exit');

	const postgres = await start();

	expect(said).toContainEqual(expect.stringContaining('Fanal interrompu'));
	expect(await query(postgres.url, 'SELECT height FROM lamp')).toEqual([{ height: 7 }]);
});

test('a lost password is made anew', async () => {
	const first = await start();
	await first.stop();
	rmSync(join(home, 'postgres-password'));

	const second = await start();

	expect(second.url).not.toBe(first.url);
	expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('data of another major version are refused', async () => {
	const first = await start();
	await first.stop();
	writeFileSync(join(home, 'postgres/data/PG_VERSION'), '17\n');

	await expect(start()).rejects.toThrow('sont de PostgreSQL 17 ; ce Fanal apporte PostgreSQL 18');
});

test('a command joins the database of a Fanal that serves, and leaves it running', async () => {
	const serving = await start();
	announceAddress(home, 'http://127.0.0.1:3210', 3210);

	const joined = await startPostgres({ home, join: true, log: () => undefined });

	expect(joined.joined).toBe(true);
	await query(joined.url, 'CREATE TABLE lamp AS SELECT 7 AS height');
	await joined.stop();
	expect(await query(serving.url, 'SELECT height FROM lamp')).toEqual([{ height: 7 }]);
});

test('a command does not join another command, whose database may stop at any moment', async () => {
	await start();

	await expect(startPostgres({ home, join: true, log: () => undefined })).rejects.toThrow(
		'une commande est en cours'
	);
});

test('a database that ends by itself is told, with what becomes of the work', async () => {
	const told = new Promise<OperatorError>((resolve) => {
		void startPostgres({ home, log: () => undefined, onDeath: resolve }).then((postgres) =>
			running.push(postgres)
		);
	});
	const mark = join(home, 'postgres/data/postmaster.pid');
	await until(() => {
		expect(running).toHaveLength(1);
	});
	process.kill(Number(readFileSync(mark, 'utf8').split('\n')[0]), 'SIGKILL');

	expect((await told).message).toContain('Ce qui était en cours n’est pas enregistré');
});
