/** A trouble the person at the console can settle: told in one French sentence, without a stack. */
export class Trouble extends Error {}

/**
 * Says what is being done and how long it took, on standard error: `Installation des dépendances… 12 s`.
 * On a terminal the seconds run.
 * @param {{ quiet: boolean }} options
 */
export function createProgress({ quiet }) {
	const { stderr } = process;
	/** @param {string} line */
	const say = (line) => void (quiet || stderr.write(`${line}\n`));

	/**
	 * @template T
	 * @param {string} label
	 * @param {() => Promise<T>} work
	 * @returns {Promise<T>}
	 */
	async function during(label, work) {
		if (quiet) return work();
		const start = Date.now();
		const begun = `${label}…`;
		const seconds = () => ` ${Math.round((Date.now() - start) / 1000)} s`;
		const rewrite = () => stderr.write(`\r${begun}${seconds()}`);
		const timer = stderr.isTTY ? setInterval(rewrite, 1000) : undefined;
		stderr.write(begun);
		try {
			const result = await work();
			stderr.write(stderr.isTTY ? `\r${begun}${seconds()}\n` : `${seconds()}\n`);
			return result;
		} catch (error) {
			stderr.write(' échec\n');
			throw error;
		} finally {
			clearInterval(timer);
		}
	}

	return { say, during };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
