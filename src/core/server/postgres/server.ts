import { spawn, type ChildProcess } from 'node:child_process';
import {
	closeSync,
	existsSync,
	fstatSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { CLEAN_ENVIRONMENT, dataFolder, giveTo } from './cluster.ts';
import type { OperatorError } from '../../errors.ts';
import { explainDeath, explainPostgres } from './failures.ts';
import type { Home } from './home.ts';
import { readMark } from './orphans.ts';
import { waitUntil } from './processes.ts';

/** A running server. */
export interface Server {
	/** Folder of its socket. */
	socket: string;
	/** Stops it after its current statements are broken off, and waits until all is on the disk. */
	stop: () => Promise<void>;
}

/** A path of socket is held in 108 bytes by the system. */
const LONGEST_SOCKET = 100;
const SOCKET_NAME = '.s.PGSQL.5432';
/** Recovery after a brutal stop may take minutes; a server that works is never given up. */
const PATIENCE_MS = 600_000;
const SLOW_MS = 3_000;
const FAST_STOP_MS = 60_000;
const BIGGEST_LOG_BYTES = 5_000_000;

const SETTINGS = {
	listen_addresses: '',
	unix_socket_permissions: '0700',
	fsync: 'on',
	log_checkpoints: 'off',
	timezone: 'UTC'
};

/**
 * Starts PostgreSQL on the data of a home folder whose lock is held.
 * @param onDeath told when the server ends without being asked to
 * @param settings settings of PostgreSQL that replace ours (the tests trade durability for speed)
 */
export async function startServer(
	home: Home,
	binaries: Binaries,
	log: (message: string) => void,
	onDeath: (trouble: OperatorError) => void,
	settings: Record<string, string> = {}
): Promise<Server> {
	const socket = createSocketFolder(home);
	const journal = openJournal(home);
	// Detached: the Ctrl-C of the terminal reaches Fanal, which stops its database last.
	const child = spawn(join(binaries.folder, 'bin/postgres'), argumentsFor(home, socket, settings), {
		cwd: '/',
		env: CLEAN_ENVIRONMENT,
		detached: true,
		stdio: ['ignore', journal.fd, journal.fd],
		...home.account
	});
	closeSync(journal.fd);
	await spawned(child);
	child.unref();
	if (!(await isReady(home, child, log))) {
		await end(child);
		throw explainPostgres(readFrom(journal.path, journal.start), home.database, journal.path);
	}
	const explain = () =>
		explainDeath(readFrom(journal.path, journal.start), home.database, journal.path);
	return supervise(child, socket, () => {
		onDeath(explain());
	});
}

function argumentsFor(home: Home, socket: string, settings: Record<string, string>): string[] {
	const all = Object.entries({ ...SETTINGS, unix_socket_directories: socket, ...settings });
	return ['-D', dataFolder(home), ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Beside the data, or in /tmp when the path would be too long for a socket. */
function createSocketFolder(home: Home): string {
	const beside = join(home.database, 'socket');
	// A comma would make two folders of it.
	const fits =
		Buffer.byteLength(join(beside, SOCKET_NAME)) < LONGEST_SOCKET && !beside.includes(',');
	if (fits) {
		rmSync(beside, { recursive: true, force: true });
		mkdirSync(beside, { mode: 0o700 });
	}
	const folder = fits ? beside : mkdtempSync('/tmp/fanal-');
	if (home.account) giveTo(home.account, folder);
	return folder;
}

/** PostgreSQL’s own log, in English; the former one is kept once when it has grown. */
function openJournal(home: Home): { path: string; fd: number; start: number } {
	const path = join(home.database, 'postgresql.log');
	if (existsSync(path) && statSync(path).size > BIGGEST_LOG_BYTES) renameSync(path, `${path}.1`);
	const fd = openSync(path, 'a', 0o600);
	if (home.account) giveTo(home.account, path);
	return { path, fd, start: fstatSync(fd).size };
}

function readFrom(file: string, start: number): string {
	return readFileSync(file).subarray(start).toString('utf8');
}

async function spawned(child: ChildProcess): Promise<void> {
	// Without a number there is no process, and the reason comes as an event, which `once` throws.
	if (child.pid === undefined) await once(child, 'exit');
}

async function isReady(
	home: Home,
	child: ChildProcess,
	log: (message: string) => void
): Promise<boolean> {
	const slow = setTimeout(() => {
		log('La base se remet d’un arrêt brutal ; cela peut prendre quelques minutes…');
	}, SLOW_MS);
	const ready = () => {
		const mark = readMark(dataFolder(home));
		return mark[0] === String(child.pid) && mark[7]?.trim() === 'ready';
	};
	try {
		await waitUntil(() => hasEnded(child) || ready(), PATIENCE_MS);
		return !hasEnded(child) && ready();
	} finally {
		clearTimeout(slow);
	}
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Asks the server to stop, harder and harder, and waits for its end. */
async function end(child: ChildProcess): Promise<void> {
	child.ref();
	for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
		if (hasEnded(child)) return;
		child.kill(name);
		if (await waitUntil(() => hasEnded(child), FAST_STOP_MS)) return;
	}
}

function supervise(child: ChildProcess, socket: string, onDeath: () => void): Server {
	// A process that ends without stopping its database still asks it to stop.
	const atExit = () => child.kill('SIGINT');
	process.once('exit', atExit);
	child.once('exit', onDeath);
	return {
		socket,
		stop: async () => {
			process.off('exit', atExit);
			child.off('exit', onDeath);
			await end(child);
			rmSync(socket, { recursive: true, force: true });
		}
	};
}
