import { findCollective } from '#core/server/collectives.ts';
import type { Console } from '../console.ts';
import { startServer } from '../serve.ts';

/** `fanal serve`: serves a real installation until it is stopped. */
export async function serveCommand(console: Console): Promise<number> {
	const server = await startServer(console);
	const collective = await findCollective();
	console.say(`Fanal répond sur ${server.url}`);
	if (!collective) console.say('Aucun collectif n’est chargé : npm run fanal -- import DOSSIER');
	await untilStopped();
	console.say('Arrêt en cours…');
	await server.stop();
	return 0;
}

/** Resolves at the first Ctrl-C or request to end; further ones are ignored while things close. */
export function untilStopped(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
			process.on(signal, () => {
				resolve();
			});
	});
}
