import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { startPostgres } from '#core/server/postgres.ts';
import { importFolderOf } from '../world/folder.ts';
import { runFanal } from './console.ts';

const SOMEBODY = 'Ernestine Motdeclaire';
const ADDRESS = 'motdeclaire@example.org';
/** What only the program says to itself, what people typed, or that the command did not begin. */
const RAW = /^\s+at |node:internal|select |insert |params|Error:|motdeclaire|tourne déjà/im;

let home: string;
let folder: string;

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'fanal-broken-'));
	chmodSync(home, 0o711);
	folder = await importFolderOf({
		'organisations.csv': ['code;nom;nature', 'capep;Le CAPEP;association'],
		'personnes.csv': ['code;prenom;nom', 'motdeclaire;Ernestine;Motdeclaire']
	});
	expect(await runFanal(home, ['import', folder])).toMatchObject({ code: 0 });
});
afterAll(() => {
	rmSync(home, { recursive: true, force: true });
});

async function inDatabase(...statements: string[]): Promise<void> {
	const postgres = await startPostgres({ home, log: () => undefined });
	const client = new pg.Client({ connectionString: postgres.url });
	await client.connect();
	const { rows } = await client.query<{ name: string }>(
		"SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'c\\_%'"
	);
	await client.query(`SET search_path TO ${pg.escapeIdentifier(rows[0]?.name ?? '')}`);
	for (const statement of statements) await client.query(statement);
	await client.end();
	await postgres.stop();
}

/** Said in a few lines of French, without a stack, a query or what it was asked of. */
function isPlain(text: string): void {
	expect(text).not.toMatch(RAW);
	expect(text).toMatch(/→ /);
	expect(text.trim().split('\n').length).toBeLessThan(6);
}

describe('a command that meets a table that is not as it expects', () => {
	beforeAll(() =>
		inDatabase(
			'ALTER TABLE accounts_user RENAME COLUMN email TO courriel',
			'ALTER TABLE network_person RENAME COLUMN first_name TO prenom'
		)
	);
	afterAll(() =>
		inDatabase(
			'ALTER TABLE accounts_user RENAME COLUMN courriel TO email',
			'ALTER TABLE network_person RENAME COLUMN prenom TO first_name'
		)
	);

	test.each([
		['user', ['user', 'add', ADDRESS, SOMEBODY]],
		['import', ['import']],
		['export', ['export', 'vers']],
		['check', ['check']],
		['report', ['report', '2023', '-o', 'rapport.md']]
	])(
		'%s says that it stopped, with a reference, and nothing of what people typed',
		async (name, args) => {
			const out = mkdtempSync(join(tmpdir(), 'fanal-out-'));
			const words = args.map((one) =>
				one === 'vers' || one === 'rapport.md' ? join(out, one) : one
			);
			const { code, text } = await runFanal(home, name === 'import' ? ['import', folder] : words);
			rmSync(out, { recursive: true, force: true });
			expect({ code, text }).toMatchObject({ code: 70 });
			isPlain(text);
			expect(text).toContain(`La commande « ${name} » s’est arrêtée`);
			const reference = /référence (\w{8})/.exec(text)?.[1] ?? 'aucune';
			const kept = readFileSync(join(home, 'erreurs.log'), 'utf8');
			const own = kept.slice(kept.indexOf(`[${reference}]`));
			expect(own).toMatch(/caused by DatabaseError, code 42703/);
			expect(own).toMatch(/^ {4}at /m);
			expect(kept.toLowerCase()).not.toContain('motdeclaire');
			expect(statSync(join(home, 'erreurs.log')).mode & 0o077).toBe(0);
		}
	);
});

describe('a command that is given', () => {
	test('a folder that does not exist, or a file in its place, says which', async () => {
		const file = join(mkdtempSync(join(tmpdir(), 'fanal-out-')), 'fichier');
		writeFileSync(file, '');
		for (const [place, args, code] of [
			[file, ['export', file], 2],
			[file, ['report', '2023', '-o', join(file, 'rapport.md')], 2],
			// An import tells each file that it refuses.
			[file, ['import', file], 1],
			['/nulle/part', ['import', '/nulle/part'], 1]
		] as const) {
			const said = await runFanal(home, [...args]);
			expect({ args, ...said }).toMatchObject({ code });
			expect(said.text).toContain(place);
			expect(said.text).not.toMatch(RAW);
		}
	});

	test('a word or an address that is not known says so', async () => {
		for (const args of [
			['user', 'link', 'inconnue@example.org'],
			['user', 'add', 'pas-une-adresse', 'Quelqu’un'],
			['efface'],
			['import', '--undo', 'x'],
			['report', 'hier'],
			['import', '--inconnu']
		]) {
			const { code, text } = await runFanal(home, args);
			expect({ args, code, text }).toMatchObject({ code: 2 });
			expect(text).not.toMatch(RAW);
		}
	});
});

test('an installation whose folder is broken is told as such', async () => {
	const away = mkdtempSync(join(tmpdir(), 'fanal-away-'));
	writeFileSync(join(away, 'postgres'), '');
	const { code, text } = await runFanal(away, ['check']);
	rmSync(away, { recursive: true, force: true });
	expect({ code, text }).toMatchObject({ code: 2 });
	isPlain(text);
});
