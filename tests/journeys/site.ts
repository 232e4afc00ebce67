import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFilledDatabase } from '../setup/database.ts';

export interface Site {
	url: string;
	stop: () => Promise<void>;
}

export interface Demonstration extends Site {
	/** Of the process that serves. */
	pid: number;
}

/** The demonstration itself, built and started as `npm run demo` does, on a free port, its own folder and its own database. */
export async function startDemonstration(): Promise<Demonstration> {
	const database = await createFilledDatabase('demonstration', async (url) => {
		const { stop } = await startOn(url);
		await stop();
	});
	const site = await startOn(database.url);
	return {
		...site,
		stop: async () => {
			await site.stop();
			await database.drop();
		}
	};
}

async function startOn(database: string): Promise<Demonstration> {
	const home = mkdtempSync(join(tmpdir(), 'fanal-demo-'));
	const port = await freePort();
	const child = spawn(process.execPath, ['build/server/cli.js', 'demo'], {
		env: {
			...process.env,
			DATABASE_URL: database,
			FANAL_HOME: home,
			PORT: String(port),
			HOST: '127.0.0.1',
			PUBLIC_URL: undefined,
			NODE_ENV: 'production'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	await untilSaid(child, 'Ctrl-C arrête tout');
	return {
		url: `http://127.0.0.1:${String(port)}`,
		pid: child.pid ?? 0,
		stop: async () => {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			await ended;
			rmSync(home, { recursive: true, force: true });
		}
	};
}

/** Resolves when the program has printed these words; fails with all it said if it ends before. */
export function untilSaid(child: ChildProcess, words: string): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = '';
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes(words)) resolve();
		};
		child.stdout?.on('data', listen);
		child.stderr?.on('data', listen);
		child.once('exit', () => {
			reject(new Error(`the demonstration ended: ${said}`));
		});
	});
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			probe.close(() => {
				resolve(port);
			});
		});
	});
}
