import { spawn } from 'node:child_process';
import {
	chownSync,
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../errors.ts';
import type { Binaries } from './binaries.ts';
import { explainPostgres } from './failures.ts';
import type { Account, Home } from './home.ts';

/** Nothing of this process’s environment changes what PostgreSQL writes or where it looks. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/' };

/** Folder of the data. */
export const dataFolder = (home: Home) => join(home.database, 'data');

/** Creates the cluster and its database `fanal`. It appears whole or not at all. */
export async function createCluster(
	home: Home,
	binaries: Binaries,
	password: string
): Promise<void> {
	const fresh = join(home.database, 'data.new');
	const passwordFile = join(home.database, 'password.new');
	try {
		rmSync(fresh, { recursive: true, force: true });
		mkdirSync(fresh, { mode: 0o700 });
		writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
		if (home.account) for (const path of [fresh, passwordFile]) giveTo(home.account, path);
		await run(home, join(binaries.folder, 'bin/initdb'), [
			...['-D', fresh, '-U', 'fanal', '-E', 'UTF8', '--locale=C'],
			...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
			...['--auth-local=scram-sha-256', '--auth-host=reject', `--pwfile=${passwordFile}`]
		]);
		await runSql(home, binaries, fresh, 'CREATE DATABASE fanal');
		renameSync(fresh, dataFolder(home));
	} finally {
		rmSync(passwordFile, { force: true });
		rmSync(fresh, { recursive: true, force: true });
	}
}

/** Gives the role `fanal` a new password while the server is stopped: the file that held it was lost. */
export async function changePassword(
	home: Home,
	binaries: Binaries,
	password: string
): Promise<void> {
	await runSql(home, binaries, dataFolder(home), `ALTER ROLE fanal PASSWORD '${password}'`);
}

/** Refuses data written by another major version of PostgreSQL. */
export function checkDataVersion(home: Home, binaries: Binaries): void {
	const file = join(dataFolder(home), 'PG_VERSION');
	const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'inconnue';
	const major = binaries.version.split('.')[0] ?? '';
	if (found === major) return;
	throw new OperatorError(
		`Les données de « ${dataFolder(home)} » sont de PostgreSQL ${found} ; ce Fanal apporte PostgreSQL ${major}.`,
		'Reprenez la version de Fanal qui les a écrites, exportez, puis importez dans celle-ci.'
	);
}

export function giveTo(account: Account, path: string): void {
	chownSync(path, account.uid, account.gid);
}

async function runSql(home: Home, binaries: Binaries, data: string, sql: string): Promise<void> {
	const postgres = join(binaries.folder, 'bin/postgres');
	// Single-user mode ends with success whatever the statement did: its words are read.
	const output = await run(home, postgres, ['--single', '-D', data, 'postgres'], `${sql}\n`);
	if (/ERROR|FATAL|PANIC/.test(output)) throw explainPostgres(output, home.database);
}

/** Runs a program of PostgreSQL to its end, under its account; gives back all it wrote. */
function run(home: Home, program: string, args: string[], input = ''): Promise<string> {
	const child = spawn(program, args, { cwd: '/', env: CLEAN_ENVIRONMENT, ...home.account });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	// A program that ends before reading its input is judged by its own words.
	child.stdin.on('error', () => undefined).end(input);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(output);
			else reject(explainPostgres(output, home.database));
		});
	});
}
