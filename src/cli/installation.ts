import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { closePools } from '#core/server/database.ts';
import { migrateAll } from '#core/server/migrate.ts';
import { checkOuterDatabase, explainOuterDatabase } from '#core/server/outer-database.ts';
import { startPostgres } from '#core/server/postgres.ts';
import type { Console } from './console.ts';
import { checkSettings } from './settings.ts';

/** An installation that is open: its database answers and its tables are up to date. */
export interface Installation {
	home: string;
	close: () => Promise<void>;
}

/** Folder of the installation: `FANAL_HOME`, or `.fanal` beside the program. */
export function homeFolder(): string {
	return resolve(process.env['FANAL_HOME'] ?? '.fanal');
}

export function listeningOn(): { host: string; port: number } {
	return { host: process.env['HOST'] ?? '127.0.0.1', port: Number(process.env['PORT'] || 3000) };
}

/** Address people type: `PUBLIC_URL`, or the one the program listens on. */
export function publicUrl(): string {
	const { host, port } = listeningOn();
	return process.env['PUBLIC_URL'] || `http://${host}:${String(port)}`;
}

/**
 * Opens the installation: the outer database of `DATABASE_URL`, or the embedded one in the home folder; then
 * brings its tables up to date.
 */
export async function openInstallation(console: Console): Promise<Installation> {
	checkSettings(process.env);
	const home = homeFolder();
	await mkdir(home, { recursive: true });
	process.env['FANAL_SECRET'] ??= await secretOf(home);
	const outer = process.env['DATABASE_URL'];
	if (outer) await checkOuterDatabase(outer);
	const embedded = outer ? undefined : await startPostgres({ home, log: console.say });
	if (embedded) process.env['DATABASE_URL'] = embedded.url;
	const close = async () => {
		await closePools();
		await embedded?.stop();
	};
	try {
		await migrateAll();
	} catch (error) {
		await close();
		throw outer ? explainOuterDatabase(error, outer) : error;
	}
	return { home, close };
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
