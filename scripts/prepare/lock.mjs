import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from './places.mjs';
import { Trouble } from './progress.mjs';

const LOCK = inRoot('.prepare.lock');

/**
 * Runs `work` alone: two preparations of the same folder wait for each other. The lock of one that was killed
 * is taken over.
 * @param {import('./progress.mjs').Progress} progress
 * @param {() => Promise<void>} work
 */
export async function alone(progress, work) {
	const mine = `${LOCK}.${process.pid}`;
	try {
		writeFileSync(mine, `${process.pid} ${birthOf(process.pid)}\n`);
		for (let told = false; !tryLink(mine); await sleep(200)) {
			const holder = readHolder();
			if (!holder) continue;
			if (birthOf(holder.pid) !== holder.birth) rmSync(LOCK, { force: true });
			else if (!told) {
				told = true;
				progress.say(`Une autre préparation est en cours (processus ${holder.pid}) : attente…`);
			}
		}
	} catch (error) {
		throw notWritable(error);
	} finally {
		rmSync(mine, { force: true });
	}
	const release = () => rmSync(LOCK, { force: true });
	const stop = () => process.exit(130);
	// Ended by Ctrl-C, the lock goes too.
	process.once('exit', release);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
	try {
		await work();
	} finally {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stop);
		process.off('exit', release);
		release();
	}
}

/** @param {string} mine */
function tryLink(mine) {
	try {
		linkSync(mine, LOCK);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}

function readHolder() {
	try {
		const [pid, birth] = readFileSync(LOCK, 'utf8').trim().split(' ');
		return { pid: Number(pid), birth };
	} catch {
		// Released meanwhile.
		return undefined;
	}
}

/**
 * Clock tick of the start of a process, which tells it from a later one with the same number.
 * @param {number} pid
 */
function birthOf(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
	} catch {
		// No such process.
		return undefined;
	}
}

/** @param {unknown} error */
function notWritable(error) {
	const code = codeOf(error);
	if (code === 'ENOSPC')
		return new Trouble(`Le disque qui porte « ${inRoot()} » est plein : libérez de la place.`);
	if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') return error;
	return new Trouble(
		`Fanal doit être installé ou construit dans « ${inRoot()} », et ce compte n’a pas le droit d’y écrire. ` +
			'Lancez d’abord « npm run build » sous le compte qui possède ce dossier.'
	);
}

/** @param {unknown} error */
function codeOf(error) {
	return error instanceof Error && 'code' in error ? error.code : undefined;
}
