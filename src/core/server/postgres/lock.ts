import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../errors.ts';
import { birthOf } from './processes.ts';

/** Who holds a home folder. */
interface Holder {
	pid: number;
	/** See `birthOf`: tells a process from a later one with the same number. */
	birth: string;
	/** Where its pages are, once they are served. */
	address?: string;
	/** Port it listens on, which a proxy may hide from the address. */
	port?: number;
}

const lockFile = (home: string) => join(home, 'fanal.lock');

/**
 * Takes the home folder for this process, or refuses and names the process that has it. The lock of a process
 * that has ended, or whose number went to another one, is taken over.
 */
export function takeLock(home: string): void {
	const birth = birthOf(process.pid);
	if (!birth) throw new Error('/proc does not tell the start of this process');
	// Linked in place whole: no one ever reads a half-written lock, even on a full disk.
	const mine = `${lockFile(home)}.${String(process.pid)}`;
	try {
		write(mine, { pid: process.pid, birth });
		while (!tryLink(mine, lockFile(home))) clearStale(home);
	} finally {
		rmSync(mine, { force: true });
	}
}

export function releaseLock(home: string): void {
	if (isMine(read(lockFile(home)))) rmSync(lockFile(home), { force: true });
}

/** Writes in the lock where the pages are, so that a second start can name the address. */
export function announceAddress(home: string, address: string, port: number): void {
	const holder = read(lockFile(home));
	if (!holder || !isMine(holder)) return;
	const fresh = `${lockFile(home)}.${String(process.pid)}`;
	write(fresh, { ...holder, address, port });
	renameSync(fresh, lockFile(home));
}

/** Does a living process serve pages from this folder? Its database is then ready, and will stay. */
export function isServed(home: string): boolean {
	const holder = read(lockFile(home));
	return holder?.address !== undefined && birthOf(holder.pid) === holder.birth;
}

function clearStale(home: string): void {
	const file = lockFile(home);
	const holder = read(file);
	if (holder && birthOf(holder.pid) === holder.birth) throw alreadyRunning(home, holder);
	const aside = `${file}.stale.${String(process.pid)}`;
	if (!tryRename(file, aside)) return;
	// Between the reading and the renaming, another start may have taken the lock: it is put back.
	const taken = read(aside);
	if (taken && birthOf(taken.pid) === taken.birth) tryLink(aside, file);
	rmSync(aside, { force: true });
}

function alreadyRunning(home: string, holder: Holder): OperatorError {
	const where = holder.address
		? `sur ${holder.address}`
		: 'sans page ouverte : une commande est en cours';
	return new OperatorError(
		`Fanal tourne déjà sur le dossier « ${home} » (processus ${String(holder.pid)}, ${where}).`,
		`Servez-vous de celui-là, arrêtez-le (kill ${String(holder.pid)}), ou choisissez un autre dossier : FANAL_HOME=/chemin/du/dossier`
	);
}

function isMine(holder: Holder | undefined): boolean {
	return holder?.pid === process.pid && holder.birth === birthOf(process.pid);
}

/** Undefined when the lock is absent or unreadable as a lock, which makes it stale. */
function read(file: string): Holder | undefined {
	try {
		const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
		return isHolder(content) ? content : undefined;
	} catch (error) {
		if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
}

function isHolder(content: unknown): content is Holder {
	if (typeof content !== 'object' || content === null) return false;
	return 'pid' in content && 'birth' in content && typeof content.pid === 'number';
}

function write(file: string, holder: Holder): void {
	writeFileSync(file, `${JSON.stringify(holder)}\n`, { mode: 0o644 });
}

function tryLink(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if (hasCode(error, 'EEXIST')) return false;
		throw error;
	}
}

function tryRename(from: string, to: string): boolean {
	try {
		renameSync(from, to);
		return true;
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return false;
		throw error;
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
