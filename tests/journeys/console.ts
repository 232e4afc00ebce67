import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A command that has ended: its exit code, and all it said. */
export interface Said {
	code: number | null;
	text: string;
}

/** Fanal as an operator starts it, in a process of its own, on a folder of its own. */
export interface RunningFanal {
	child: ChildProcess;
	/** Resolves at its end. */
	ended: Promise<Said>;
}

/** Starts a command of the built Fanal on a home folder. */
export function startFanal(home: string, args: string[], port = 3000): RunningFanal {
	const child = spawn(process.execPath, ['build/server/cli.js', ...args], {
		env: {
			...process.env,
			DATABASE_URL: undefined,
			PUBLIC_URL: undefined,
			FANAL_HOME: home,
			HOST: '127.0.0.1',
			PORT: String(port),
			NODE_ENV: 'production'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
	const ended = once(child, 'close').then(() => ({ code: child.exitCode, text }));
	return { child, ended };
}

/** Runs a command to its end. */
export function runFanal(home: string, args: string[]): Promise<Said> {
	return startFanal(home, args).ended;
}

/** Waits until the pages answer, whatever they say. */
export async function untilServed(url: string, fanal: RunningFanal): Promise<void> {
	const isOver = fanal.ended.then(({ text }) => {
		throw new Error(`Fanal ended: ${text}`);
	});
	const answers = async () => {
		for (;;) {
			const answer = await fetch(url).catch(() => null);
			if (answer) return;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	};
	await Promise.race([answers(), isOver]);
}

/** Number of the process of the embedded PostgreSQL of a home folder. */
export function postmasterOf(home: string): number {
	return Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
}
