import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { closePools } from '#core/server/database.ts';
import { OperatorError } from '#core/errors.ts';
import { fillEmptyIndexes } from '#collectors/search.ts';
import { hasPendingMigrations, migrateAll } from '#core/server/migrate.ts';
import { checkOuterDatabase, explainOuterDatabase } from '#core/server/outer-database.ts';
import { startPostgres } from '#core/server/postgres.ts';
import type { Console } from './console.ts';
import { checkSettings } from './settings.ts';

/** An installation that is open: its database answers and its tables are up to date. */
export interface Installation {
	home: string;
	close: () => Promise<void>;
}

/** Exit code when the database is lost: EX_UNAVAILABLE of sysexits. */
const DATABASE_LOST = 69;

/** Folder of the installation: `FANAL_HOME`, or `.fanal` beside the program. */
export function homeFolder(): string {
	return resolve(process.env['FANAL_HOME'] ?? '.fanal');
}

/**
 * Opens the installation: the outer database of `DATABASE_URL`, or the embedded one in the home folder; then
 * brings its tables up to date. With `join`, a database that a serving Fanal runs is shared, and left as it is.
 * An embedded database that ends by itself ends the process, for a service manager to start it again.
 */
export async function openInstallation(
	console: Console,
	{ join }: { join: boolean }
): Promise<Installation> {
	checkSettings(process.env);
	const home = homeFolder();
	await mkdir(home, { recursive: true });
	process.env['FANAL_SECRET'] ??= await secretOf(home);
	const outer = process.env['DATABASE_URL'];
	if (outer) await checkOuterDatabase(outer);
	const embedded = outer
		? undefined
		: await startPostgres({ home, join, log: console.say, onDeath: giveUp });
	if (embedded) process.env['DATABASE_URL'] = embedded.url;
	const close = async () => {
		await closePools();
		await embedded?.stop();
	};
	try {
		if (embedded?.joined) await refuseOlderTables();
		else {
			await migrateAll();
			await fillEmptyIndexes();
		}
	} catch (error) {
		await close();
		throw outer ? explainOuterDatabase(error, outer) : error;
	}
	return { home, close };
}

/** Migrating under a Fanal that serves would pull its tables from under it. */
async function refuseOlderTables(): Promise<void> {
	if (!(await hasPendingMigrations())) return;
	throw new OperatorError(
		'Le Fanal qui tourne sur ce dossier est plus ancien que cette commande : ses tables ne sont pas à jour.',
		'Arrêtez-le et relancez-le (npm start), puis recommencez.'
	);
}

function giveUp(trouble: OperatorError): void {
	process.stderr.write(`\n${trouble.message}\n${trouble.hint ? `→ ${trouble.hint}\n` : ''}`);
	process.exit(DATABASE_LOST);
}

/** The secret that signs cookies, made once and kept for the owner of the folder alone. */
async function secretOf(home: string): Promise<string> {
	const file = join(home, 'secret');
	const existing = await readFile(file, 'utf8').catch(() => null);
	if (existing) return existing.trim();
	const secret = randomBytes(32).toString('base64url');
	await writeFile(file, `${secret}\n`, { mode: 0o600 });
	return secret;
}
