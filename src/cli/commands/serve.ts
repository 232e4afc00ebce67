import { findCollective } from '#core/server/collectives.ts';
import type { Console } from '../console.ts';
import { homeFolder } from '../installation.ts';
import { offerInstallation, withdrawInstallation } from '../installation-code.ts';
import { startServer } from '../serve.ts';

/** `fanal serve`: serves a real installation until it is stopped. */
export async function serveCommand(console: Console): Promise<number> {
	const isEmpty = (await findCollective()) === undefined;
	const code = isEmpty ? await offerInstallation(homeFolder()) : null;
	if (!isEmpty) await withdrawInstallation(homeFolder());
	const server = await startServer(console);
	console.say(`Fanal répond sur ${server.url}`);
	// Written even when the rest is quiet: without it, nobody can begin.
	if (code) for (const line of firstSteps(server.url, code)) process.stdout.write(`${line}\n`);
	await untilStopped();
	console.say('Arrêt en cours…');
	await server.stop();
	return 0;
}

function firstSteps(url: string, code: string): string[] {
	return [
		'',
		'Cette installation est vide. Pour créer le collectif et son premier compte :',
		`  ${url}/installation`,
		`  code : ${code}`,
		'Ou chargez un dossier d’import : npm run fanal -- import DOSSIER'
	];
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
