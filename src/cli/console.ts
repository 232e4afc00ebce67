/** What a command says to the person at the console. Nothing of it goes to standard output but results. */
export interface Console {
	/** A fact worth a line. */
	say: (line: string) => void;
	/** Where a long work stands; rewritten in place on a terminal. */
	progress: (label: string, done: number, total: number) => void;
}

/** Talks on standard error, or keeps quiet. */
export function consoleFor(quiet: boolean): Console {
	if (quiet) return { say: () => undefined, progress: () => undefined };
	const { stderr } = process;
	return {
		say: (line) => stderr.write(`${line}\n`),
		progress: (label, done, total) => {
			if (!stderr.isTTY) return;
			const bar = '█'.repeat(Math.round((done / Math.max(total, 1)) * 20)).padEnd(20, '·');
			stderr.write(
				`\r\u001b[K${bar} ${String(done)}/${String(total)} ${label}${done >= total ? '\n' : ''}`
			);
		}
	};
}
