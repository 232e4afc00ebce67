import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from '#core/server/postgres.ts';
import { importFolderOf } from '../world/folder.ts';
import { runFanal, startFanal, untilServed, type RunningFanal } from './console.ts';
import { freePort } from './site.ts';

const PATHS = ['/', '/membres', '/agenda', '/recherche?q=capep', '/chiffres', '/rapports'];

let home: string;
let url: string;
let serving: RunningFanal;
/** An administrator of the same PostgreSQL. */
let administrator: pg.Client;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'fanal-lost-'));
	// Open to the account of PostgreSQL, so that under root the database stays inside.
	chmodSync(home, 0o711);
	const port = await freePort();
	url = `http://127.0.0.1:${String(port)}`;
	serving = startFanal(home, ['serve'], port);
	await untilServed(url, serving);
	const folder = await importFolderOf({
		'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association'],
		'adhesions.csv': ['organisation;du', 'capep;2019']
	});
	expect(await runFanal(home, ['import', folder])).toMatchObject({ code: 0 });
	const postgres = await startPostgres({ home, join: true, log: () => undefined });
	administrator = new pg.Client({ connectionString: postgres.url });
	administrator.on('error', () => undefined);
	await administrator.connect();
});

afterAll(async () => {
	await administrator.end().catch(() => undefined);
	serving.child.kill('SIGINT');
	await serving.ended;
	rmSync(home, { recursive: true, force: true });
});

const backends = async () =>
	(
		await administrator.query<{ pid: number }>(
			"SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
		)
	).rows.map(({ pid }) => pid);

async function ask(path: string): Promise<{ status: number; text: string }> {
	const answer = await fetch(url + path, { headers: { accept: 'text/html' } });
	return { status: answer.status, text: await answer.text() };
}

/** Asks again until the page answers; the program may not end meanwhile. */
async function untilWell(path: string): Promise<void> {
	while ((await ask(path)).status !== 200) expect(serving.child.exitCode).toBe(null);
}

test('connections that end while pages are asked for are told as such, and replaced', async () => {
	let over = false;
	let ended = 0;
	const visitors = PATHS.map(async (path) => {
		const answers = [];
		while (!over) answers.push(await ask(path));
		return answers;
	});
	while (ended < 60)
		for (const pid of await backends()) {
			await administrator.query('SELECT pg_terminate_backend($1, 60000)', [pid]);
			ended += 1;
		}
	over = true;
	const answers = (await Promise.all(visitors)).flat();
	for (const { status, text } of answers) {
		expect([200, 503]).toContain(status);
		if (status === 503) expect(text).toContain('La base de données ne répond pas');
	}
	for (const path of PATHS) await untilWell(path);
	expect(serving.child.exitCode).toBe(null);
});

test('a program is told the same as problem details', async () => {
	let over = false;
	const program = (async () => {
		const answers = [];
		while (!over) {
			const answer = await fetch(`${url}/api/v1/organisations`);
			answers.push({
				status: answer.status,
				type: answer.headers.get('content-type'),
				text: await answer.text()
			});
		}
		return answers;
	})();
	for (let ended = 0; ended < 20;)
		for (const pid of await backends()) {
			await administrator.query('SELECT pg_terminate_backend($1, 60000)', [pid]);
			ended += 1;
		}
	over = true;
	const answers = await program;
	for (const { status, type, text } of answers.filter((one) => one.status >= 500)) {
		expect(status, text).toBe(503);
		expect(type).toContain('problem+json');
	}
});

test('a process of PostgreSQL that dies takes all connections with it, and pages answer after its recovery', async () => {
	await untilWell('/membres');
	const [victim = 0] = await backends();
	process.kill(victim, 'SIGKILL');
	await untilWell('/membres');
	expect(serving.child.exitCode).toBe(null);
});

test('forms that break off are no fault of the program', async () => {
	const { port, host } = new URL(url);
	for (let count = 0; count < 20; count += 1) {
		const socket = connect(Number(port), '127.0.0.1');
		socket.write(
			`POST /connexion/lien HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\ncourriel=`
		);
		await once(socket, 'ready');
		socket.destroySoon();
		await once(socket, 'close');
	}
	await untilWell('/membres');
});

test('a stop while pages are asked for is clean', async () => {
	let over = false;
	const visitors = PATHS.map(async (path) => {
		while (!over) await ask(path).catch(() => undefined);
	});
	serving.child.kill('SIGINT');
	const { code, text } = await serving.ended;
	over = true;
	await Promise.all(visitors);
	expect(text).not.toMatch(/Erreur imprévue|Connection terminated|EPIPE|aborted/);
	expect(code).toBe(0);
});
