import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../errors.ts';
import { installBinaries, type Binaries } from './postgres/binaries.ts';
import { changePassword, checkDataVersion, createCluster, dataFolder } from './postgres/cluster.ts';
import { explainFailure } from './postgres/failures.ts';
import { prepareHome, type Home } from './postgres/home.ts';
import { isServed, releaseLock, takeLock } from './postgres/lock.ts';
import { readMark, stopOrphans } from './postgres/orphans.ts';
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
	/** True when another Fanal runs it: `stop` then leaves it alone. */
	joined: boolean;
}

export interface PostgresOptions {
	/** The home folder; created if need be. */
	home: string;
	/** Told in French what takes time or is worth knowing. */
	log: (message: string) => void;
	/** Uses the database of a Fanal that serves this folder, if there is one, instead of refusing. */
	join?: boolean;
	/** Told when PostgreSQL ends without being asked to: nothing can be read or written any more. */
	onDeath?: (trouble: OperatorError) => void;
	/** Settings of PostgreSQL that replace ours: for tests, which trade durability for speed. */
	settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL that comes with Fanal on the data of a home folder, creating them the first time, with
 * one database, `fanal`. One process per home folder: a second one is refused (`OperatorError`) with the number
 * and the address of the first, or joins it when it asks to. What a killed process left behind is recovered without loss.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
	checkMachine();
	const home = prepareHome(options.home, options.log);
	const joined = options.join ? joinRunning(home) : undefined;
	if (joined) return joined;
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

/** The database of the Fanal that serves this folder; undefined when none does. */
function joinRunning(home: Home): Postgres | undefined {
	if (!isServed(home.path)) return undefined;
	const [, , , , socket] = readMark(dataFolder(home));
	const password = keptPassword(home);
	if (!socket || !password) return undefined;
	return {
		url: addressOf(socket, password),
		version: readFileSync(join(dataFolder(home), 'PG_VERSION'), 'utf8').trim(),
		stop: () => Promise.resolve(),
		joined: true
	};
}

async function start(home: Home, options: PostgresOptions): Promise<Postgres> {
	const { log, settings } = options;
	await stopOrphans(home, log);
	const binaries = installBinaries(home.database);
	const password = await prepareData(home, binaries, log);
	const onDeath = (trouble: OperatorError) => {
		releaseLock(home.path);
		(
			options.onDeath ??
			((error) => {
				log(error.message);
			})
		)(trouble);
	};
	const server = await startServer(home, binaries, log, onDeath, settings);
	let stopped: Promise<void> | undefined;
	const stop = async () => {
		await server.stop();
		releaseLock(home.path);
	};
	return {
		url: addressOf(server.socket, password),
		version: binaries.version,
		stop: () => (stopped ??= stop()),
		joined: false
	};
}

function addressOf(socket: string, password: string): string {
	return `postgres://fanal:${password}@/fanal?host=${encodeURIComponent(socket)}`;
}

const passwordFile = (home: Home) => join(home.path, 'postgres-password');

function keptPassword(home: Home): string {
	const file = passwordFile(home);
	return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** Creates the data the first time, checks them otherwise; gives the password of the role `fanal`. */
async function prepareData(
	home: Home,
	binaries: Binaries,
	log: (message: string) => void
): Promise<string> {
	const kept = keptPassword(home);
	const password = kept || randomBytes(24).toString('base64url');
	if (!kept) writeFileSync(passwordFile(home), `${password}\n`, { mode: 0o600 });
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
