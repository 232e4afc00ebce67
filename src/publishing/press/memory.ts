import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Between two looks. */
const PAUSE_MS = 500;

/** Under this, the process holds nothing worth half a second. */
const WORTH_BYTES = 200 * 1024 * 1024;

/** The collector of garbage: Node gives it to programs that ask for it at their start, or so. */
type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;
let collect: Collect | null = null;

/**
 * Makes this process give back the memory that it does not use: on a machine with plenty, the engine keeps some two hundred megabytes of it. It
 * stops everything for a third of a second, so it is for the moments when a press, which takes as much, starts or ends.
 */
export function giveMemoryBack(): void {
	if (process.memoryUsage.rss() < WORTH_BYTES) return;
	if (!collect) {
		setFlagsFromString('--expose-gc');
		collect = runInNewContext('gc') as Collect; // what the engine puts there
	}
	collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Calls `tooMuch` once, when the process holds more than so many bytes of memory. Returns what ends the watch. Only where the system tells
 * it as Linux does, in `/proc`: elsewhere nothing is watched.
 */
export function watchMemory(
	pid: number | undefined,
	most: number,
	tooMuch: () => void
): () => void {
	if (pid === undefined) return () => undefined;
	const timer = setInterval(() => {
		void heldBy(pid).then((held) => {
			if (held === null || held <= most) return;
			clearInterval(timer);
			tooMuch();
		});
	}, PAUSE_MS);
	timer.unref();
	return () => {
		clearInterval(timer);
	};
}

/** Resident memory of a process, in bytes (`VmRSS` of proc(5)); null when nobody tells. */
async function heldBy(pid: number): Promise<number | null> {
	const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => null);
	const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
	return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
