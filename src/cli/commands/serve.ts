import { OperatorError } from '#core/errors.ts';
import { findCollective, listCollectives } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import type { Console } from '../console.ts';
import { homeFolder } from '../installation.ts';
import { offerInstallation, withdrawInstallation } from '../installation-code.ts';
import { startServer } from '../serve.ts';

/** `fanal serve`: serves a real installation until it is stopped. */
export async function serveCommand(console: Console): Promise<number> {
	const served = await chosenCollective(console);
	const isEmpty = served === undefined;
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

/**
 * The collective to serve; none in an empty installation. Refuses a `FANAL_COLLECTIF` that is none of those it has; says which one it
 * is when there are several.
 */
async function chosenCollective(console: Console): Promise<Collective | undefined> {
	const all = await listCollectives();
	const served = await findCollective();
	const codes = all.map((one) => one.code).join(', ');
	if (!served && all.length > 0)
		throw new OperatorError(
			`FANAL_COLLECTIF vaut « ${process.env['FANAL_COLLECTIF'] ?? ''} », qui n’est pas un collectif de cette installation.`,
			`Donnez l’un de ceux qu’elle a : ${codes}.`
		);
	if (served && all.length > 1)
		console.say(
			`Cette installation a plusieurs collectifs (${codes}) : elle sert « ${served.settings.name} » (${served.code}). FANAL_COLLECTIF en choisit un autre.`
		);
	return served;
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
