import { readdirSync, readFileSync } from 'node:fs';

/** Between two looks. */
const PAUSE_MS = 100;

/**
 * What a serving Fanal holds of the memory of the machine, in bytes: its process, and the press that it started. What is shared
 * counts once (`Pss` of proc(5)); the database, which is not ours to bound, is left out. Linux only.
 * @param {number} pid
 */
export function memoryOf(pid) {
	const press = pressOf(pid);
	return { bytes: [pid, ...press].reduce((sum, one) => sum + held(one), 0), presses: press.length };
}

/**
 * Looks at it until told to stop; returns the most that was seen.
 * @param {number} pid
 */
export function watchPeak(pid) {
	let peak = 0;
	const look = () => (peak = Math.max(peak, memoryOf(pid).bytes));
	const timer = setInterval(look, PAUSE_MS);
	return () => {
		clearInterval(timer);
		look();
		return peak;
	};
}

/** @param {number} pid */
function pressOf(pid) {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((one) => parentOf(one) === pid && read(one, 'cmdline').includes('press.js'));
}

/** @param {number} pid */
function parentOf(pid) {
	// The name of the program may hold anything, brackets included: what follows it does not.
	return Number(read(pid, 'stat').split(') ').at(-1)?.split(' ')[1]);
}

/** @param {number} pid */
function held(pid) {
	return Number(/^Pss:\s+(\d+) kB$/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) * 1024;
}

/**
 * A process may end while it is looked at: then it holds nothing.
 * @param {number} pid
 * @param {string} file
 */
function read(pid, file) {
	try {
		return readFileSync(`/proc/${pid}/${file}`, 'utf8');
	} catch {
		return '';
	}
}
