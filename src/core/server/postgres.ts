import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { installBinaries, type Binaries } from './postgres/binaries.ts';
import { changePassword, checkDataVersion, createCluster, dataFolder } from './postgres/cluster.ts';
import { explainFailure } from './postgres/failures.ts';
import { prepareHome, type Home } from './postgres/home.ts';
import { releaseLock, takeLock } from './postgres/lock.ts';
import { stopOrphans } from './postgres/orphans.ts';
import { startServer } from './postgres/server.ts';

export { announceAddress } from './postgres/lock.ts';
export { prepareHome } from './postgres/home.ts';

/** The embedded database of this process. */
export interface Postgres {
	/** Address for `pg`, over a Unix socket: no port is open. It holds the password: not for logs. */
	url: string;
	/** "18.4.0". */
	version: string;
	/** Stops the database, waits until all is on the disk, and gives the folder back. May be repeated. */
	stop: () => Promise<void>;
}

export interface PostgresOptions {
	/** The home folder; created if need be. */
	home: string;
	/** Told in French what takes time or is worth knowing. */
	log: (message: string) => void;
	/** Settings of PostgreSQL that replace ours: for tests, which trade durability for speed. */
	settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL that comes with Fanal on the data of a home folder, creating them the first time, with
 * one database, `fanal`. One process per home folder: a second one is refused (`OperatorError`) with the number
 * and the address of the first. What a killed process left behind is recovered without loss.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
	checkMachine();
	const home = prepareHome(options.home, options.log);
	try {
		takeLock(home.path);
	} catch (error) {
		throw explainFailure(error, home.path);
	}
	try {
		return await start(home, options);
	} catch (error) {
		releaseLock(home.path);
		throw explainFailure(error, home.database);
	}
}

async function start(home: Home, { log, settings }: PostgresOptions): Promise<Postgres> {
	await stopOrphans(home, log);
	const binaries = installBinaries(home.database);
	const password = await prepareData(home, binaries, log);
	const server = await startServer(home, binaries, log, settings);
	let stopped: Promise<void> | undefined;
	const stop = async () => {
		await server.stop();
		releaseLock(home.path);
	};
	return {
		url: `postgres://fanal:${password}@/fanal?host=${encodeURIComponent(server.socket)}`,
		version: binaries.version,
		stop: () => (stopped ??= stop())
	};
}

/** Creates the data the first time, checks them otherwise; gives the password of the role `fanal`. */
async function prepareData(
	home: Home,
	binaries: Binaries,
	log: (message: string) => void
): Promise<string> {
	const file = join(home.path, 'postgres-password');
	const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
	const password = kept || randomBytes(24).toString('base64url');
	if (!kept) writeFileSync(file, `${password}\n`, { mode: 0o600 });
	if (!existsSync(dataFolder(home))) {
		log(`Création de la base de données (PostgreSQL ${binaries.version})…`);
		await createCluster(home, binaries, password);
		return password;
	}
	checkDataVersion(home, binaries);
	if (!kept) await changePassword(home, binaries, password);
	return password;
}

function checkMachine(): void {
	if (process.platform === 'linux') return;
	throw new OperatorError(
		'La base de données embarquée ne tourne que sous Linux.',
		'Donnez une base PostgreSQL à vous (15 ou plus) : DATABASE_URL=postgres://compte:mot-de-passe@machine/base'
	);
}
