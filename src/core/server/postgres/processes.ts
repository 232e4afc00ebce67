import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What makes a process unlike any other that ever had its number: the boot of the machine and the clock tick
 * of its start. Undefined when there is no such process, or when it has ended and nobody has reaped it yet.
 */
export function birthOf(pid: number): string | undefined {
	try {
		const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
		// The name, in parentheses, may hold spaces: fields are counted after it. State is the 3rd, start the 22nd.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
		return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19] ?? ''}`;
	} catch {
		// No such file: no such process.
		return undefined;
	}
}

/** Processes whose working folder is `folder`: for a data folder, PostgreSQL and its children, nobody else. */
export function processesIn(folder: string): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && workingFolder(name) === folder)
		.map(Number)
		.filter((pid) => birthOf(pid) !== undefined);
}

function workingFolder(pid: string): string | undefined {
	try {
		return readlinkSync(`/proc/${pid}/cwd`);
	} catch {
		// Ended meanwhile, or of another account: then it is not ours.
		return undefined;
	}
}

/** Sends a signal; a process that has just ended is no trouble. */
export function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

/** Waits until `isTrue`, looking every 20 ms; false when `limitMs` has passed. */
export async function waitUntil(isTrue: () => boolean, limitMs: number): Promise<boolean> {
	const end = performance.now() + limitMs;
	while (!isTrue()) {
		if (performance.now() > end) return false;
		await sleep(20);
	}
	return true;
}
