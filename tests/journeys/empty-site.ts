import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '#core/server/postgres.ts';
import { until } from '../setup/patience.ts';
import { freePort, untilSaid, type Site } from './site.ts';

export interface EmptySite extends Site {
	/** The code printed on the console, as kept in the home folder. */
	code: string;
	/** The path that the last mail to an address carries, read from the queue; waits for another than `former`. */
	lastLink: (collective: string, address: string, former?: string) => Promise<string>;
	/** The path of the last mail at this very moment, if there is one. */
	presentLink: (collective: string, address: string) => Promise<string | undefined>;
}

/**
 * A fresh installation, served as `npm start` does, with a database that the test can read too. Its public name is localhost, since
 * passkeys want a name.
 */
export async function startEmptySite(): Promise<EmptySite> {
	const home = mkdtempSync(join(tmpdir(), 'fanal-empty-'));
	chmodSync(home, 0o711);
	const postgres = await startPostgres({ home, log: () => undefined });
	const port = await freePort();
	const url = `http://localhost:${String(port)}`;
	const child = spawn(process.execPath, ['build/server/cli.js', 'serve'], {
		env: {
			...process.env,
			DATABASE_URL: postgres.url,
			FANAL_HOME: home,
			PORT: String(port),
			HOST: '127.0.0.1',
			PUBLIC_URL: url,
			NODE_ENV: 'production'
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	await untilSaid(child, 'code :');
	return {
		url,
		code: readFileSync(join(home, 'code-installation'), 'utf8').trim(),
		lastLink: (collective, address, former) =>
			lastLink(postgres.url, { collective, address, former }),
		presentLink: (collective, address) => presentLink(postgres.url, { collective, address }),
		stop: async () => {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGINT');
			await ended;
			await postgres.stop();
			rmSync(realpathSync(join(home, 'postgres')), { recursive: true, force: true });
			rmSync(home, { recursive: true, force: true });
		}
	};
}

interface Mailbox {
	collective: string;
	address: string;
	former?: string | undefined;
}

/** Waits for the mail: it is written after the page has answered. */
function lastLink(database: string, { former, ...box }: Mailbox): Promise<string> {
	return until(async () => {
		const path = await presentLink(database, box);
		if (path === undefined || path === former) throw new Error(`no mail for ${box.address}`);
		return path;
	});
}

async function presentLink(
	database: string,
	{ collective, address }: Mailbox
): Promise<string | undefined> {
	const client = new pg.Client({ connectionString: database });
	await client.connect();
	try {
		const { rows } = await client.query<{ path: string }>(
			`SELECT action->>'path' AS path FROM c_${collective}.core_mail
			WHERE to_address = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
			[address]
		);
		return rows[0]?.path;
	} finally {
		await client.end();
	}
}
