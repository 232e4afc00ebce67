import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '#core/errors.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import { countOutcomes, type ImportReport } from '#collectors/import/outcomes.ts';
import { findCollectiveByCode } from '#core/server/collectives.ts';
import { counted } from '#core/words.ts';
import { chosenDay } from '#core/server/clock.ts';
import {
	formatPartialDate,
	parsePartialDate,
	partialDate,
	precisionOf
} from '#core/partial-date.ts';
import { homeFolder } from '../installation.ts';
import type { Console } from '../console.ts';
import type { CommandLine } from '../options.ts';
import { startServer } from '../serve.ts';
import { refusalLine } from '../import-lines.ts';
import { writeReportFile } from './report.ts';
import { untilStopped } from './serve.ts';

const FOLDER = 'data/phare-2023';
const YEAR = 2023;
/** A day of that year with meetings behind and ahead: agenda and dashboard have something to say. */
const DAY = '2023-11-20';

/** `npm run demo`: loads the demonstration collective, writes its report, serves it, says what to try. */
export async function demoCommand(line: CommandLine, console: Console): Promise<number> {
	const day = liveOn(line.day ?? DAY);
	const report = await importFolder(FOLDER, {
		demonstration: true,
		onProgress: (file, done, total) => {
			console.progress(file || 'données de démonstration', done, total);
		}
	});
	await tellDemonstration(report, console);
	const pdf = join(homeFolder(), `rapport-${String(YEAR)}.pdf`);
	if (report.number !== undefined || !existsSync(pdf))
		await writeReportFile(YEAR, 'pdf', pdf, console);
	const server = await startServer(console);
	for (const said of welcome(server.url, pdf, day)) process.stdout.write(`${said}\n`);
	await untilStopped();
	console.say('Arrêt en cours…');
	await server.stop();
	return 0;
}

/**
 * What was changed on screen since the last start stays, and is said. A folder that what was changed makes refuse (a person who was
 * erased, a record that others refer to) is left aside: the demonstration is loaded already. Refuses when it is not.
 */
async function tellDemonstration(report: ImportReport, console: Console): Promise<void> {
	const { kept } = countOutcomes(report);
	if (kept > 0 || report.settingsKept)
		console.say(
			`Gardé comme à l’écran : ${counted(kept, 'ligne changée', 'lignes changées')} depuis le dernier démarrage. Pour repartir du début, supprimez le dossier ${homeFolder()}.`
		);
	if (report.refusals.length === 0) return;
	for (const refusal of report.refusals) console.say(refusalLine(refusal));
	const isLoaded = report.collective !== '' && (await findCollectiveByCode(report.collective));
	if (!isLoaded)
		throw new OperatorError(
			`Les données de ${FOLDER} ont ${String(report.refusals.length)} refus : rien n’a été importé.`
		);
	console.say(
		'La démonstration garde ce qu’elle a : ces lignes ne vont plus avec ce qui y a été changé.'
	);
}

/** Sets the clock of the process, unless it is set already, and says the day in French. */
function liveOn(typed: string): string {
	const day = parsePartialDate(typed);
	if (!day || precisionOf(day) !== 'day')
		throw new OperatorError(`« ${typed} » n’est pas un jour.`, 'npm run demo -- --jour 2023-11-20');
	process.env['FANAL_TODAY'] ??= day;
	return formatPartialDate(partialDate(chosenDay() ?? day));
}

function welcome(url: string, pdf: string, day: string): string[] {
	return [
		'',
		`Fanal, démonstration : ${url}`,
		`Nous y sommes le ${day} (--jour AAAA-MM-JJ en choisit un autre).`,
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
