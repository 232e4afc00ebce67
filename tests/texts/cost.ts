/** Processor time, in milliseconds, that a work takes of this process: what other programs do meanwhile does not count. */
async function spent(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

/** Under this, in milliseconds, a work costs nothing worth comparing. */
const NOTHING = 40;
/** Four times the text costs four times the time, sixteen when it is gone over again from each sign: in between. */
const WIDE = 9;
const TRIES = 4;

/**
 * Does the work cost more than the length of what it is given? Lengths grow fourfold up to `longest`; the processor
 * time of each is compared with that of the one before, the least of several tries, so that a slow or loaded machine
 * changes nothing. `prepare` makes the work for a length; only the work is counted.
 */
export async function isDear(
	prepare: (length: number) => () => unknown,
	longest: number
): Promise<boolean> {
	for (let length = longest / 16; length <= longest; length *= 4)
		if (await growsFaster(prepare(length / 4), prepare(length))) return true;
	return false;
}

async function growsFaster(small: () => unknown, large: () => unknown): Promise<boolean> {
	let [least, most] = [Infinity, Infinity];
	for (let tries = 0; tries < TRIES; tries += 1) {
		most = Math.min(most, await spent(large));
		if (most < NOTHING) return false;
		least = Math.min(least, await spent(small));
		// A first run pays for the compiler: what cost nothing before cannot have cost less than a millisecond.
		if (most / Math.max(least, 1) < WIDE) return false;
	}
	return true;
}
