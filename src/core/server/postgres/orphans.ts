import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './cluster.ts';
import type { Home } from './home.ts';
import { birthOf, processesIn, signal, waitUntil } from './processes.ts';

const PATIENCE_MS = 60_000;

/**
 * Stops what a killed Fanal left running on the data, so that it can be started again: PostgreSQL writes
 * everything first. Removes the mark of a server that no longer runs when another process has its number.
 */
export async function stopOrphans(home: Home, log: (message: string) => void): Promise<void> {
	const data = dataFolder(home);
	const [pid, , , , socket] = readMark(data);
	const postmaster = Number(pid);
	if (processesIn(data).length > 0) {
		log(
			'La base d’un Fanal interrompu tourne encore : elle est arrêtée proprement, puis relancée.'
		);
		if (processesIn(data).includes(postmaster)) signal(postmaster, 'SIGINT');
		const isOver = () => processesIn(data).length === 0;
		for (const harder of ['SIGQUIT', 'SIGKILL'] as const) {
			if (await waitUntil(isOver, PATIENCE_MS)) break;
			for (const left of processesIn(data)) signal(left, harder);
		}
		await waitUntil(isOver, PATIENCE_MS);
	} else if (postmaster && birthOf(postmaster)) {
		rmSync(join(data, 'postmaster.pid'), { force: true });
	}
	if (socket?.startsWith('/tmp/fanal-')) rmSync(socket, { recursive: true, force: true });
}

/** The lines of the mark that a running server keeps in its data; its 8th says "ready". */
export function readMark(data: string): string[] {
	const file = join(data, 'postmaster.pid');
	return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
}
