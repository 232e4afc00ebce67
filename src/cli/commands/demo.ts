import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '#core/errors.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { homeFolder } from '../installation.ts';
import type { Console } from '../console.ts';
import { startServer } from '../serve.ts';
import { refusalLine } from '../import-lines.ts';
import { writeReportFile } from './report.ts';
import { untilStopped } from './serve.ts';

const FOLDER = 'data/phare-2023';
const YEAR = 2023;

/** `npm run demo`: loads the demonstration collective, writes its report, serves it, says what to try. */
export async function demoCommand(console: Console): Promise<number> {
	const report = await importFolder(FOLDER, {
		demonstration: true,
		onProgress: (file, done, total) => {
			console.progress(file || 'données de démonstration', done, total);
		}
	});
	if (report.refusals.length > 0) {
		for (const refusal of report.refusals) console.say(refusalLine(refusal));
		throw new OperatorError(
			`Les données de ${FOLDER} ont ${String(report.refusals.length)} refus : rien n’a été importé.`
		);
	}
	const pdf = join(homeFolder(), `rapport-${String(YEAR)}.pdf`);
	if (report.number !== undefined || !existsSync(pdf))
		await writeReportFile(YEAR, 'pdf', pdf, console);
	const server = await startServer();
	for (const line of welcome(server.url, pdf)) process.stdout.write(`${line}\n`);
	await untilStopped();
	console.say('Arrêt en cours…');
	await server.stop();
	return 0;
}

function welcome(url: string, pdf: string): string[] {
	return [
		'',
		`Fanal, démonstration : ${url}`,
		'',
		`  ${url}/rapports/${String(YEAR)}   le rapport d’activité ; chaque chiffre ouvre les lignes qu’il compte`,
		`  ${url}/membres          les membres, leur carte, une page chacun`,
		`  ${url}/agenda           les réunions, et leur flux iCalendar`,
		`  ${url}/connexion        entrer comme l’équipe (sans mot de passe, dans la démonstration seulement)`,
		'',
		`  ${pdf}   le même rapport en PDF`,
		'',
		'Ctrl-C arrête tout, base comprise.'
	];
}
