import { readFile } from 'node:fs/promises';

/** Between two looks. */
const PAUSE_MS = 500;

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
