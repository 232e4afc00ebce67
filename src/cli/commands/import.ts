import { resolve } from 'node:path';
import { OperatorError } from '#core/errors.ts';
import { counted } from '#core/words.ts';
import {
	countOutcomes,
	importFolder,
	type ImportReport,
	type LineOutcome
} from '#collectors/import/import-folder.ts';
import type { LineRefusal } from '#collectors/import/read-csv.ts';
import type { Console } from '../console.ts';
import type { CommandLine } from '../options.ts';

/** `fanal import DOSSIER [--dry-run] [--verbose]`: returns the exit code. */
export async function importCommand(line: CommandLine, console: Console): Promise<number> {
	const [folder] = line.words;
	if (!folder)
		throw new OperatorError('Quel dossier importer ?', 'fanal import data/phare-2023 --dry-run');
	const report = await importFolder(resolve(folder), {
		rehearsal: line.rehearsal,
		onProgress: (file, done, total) => {
			console.progress(file || 'import', done, total);
		}
	});
	for (const text of reportLines(report, line)) process.stdout.write(`${text}\n`);
	return report.refusals.length > 0 ? 1 : 0;
}

/** The report, one line per row of the files: created, changed (which columns), refused (why), then the totals. */
function reportLines(
	report: ImportReport,
	options: { rehearsal: boolean; verbose: boolean }
): string[] {
	const told = report.outcomes.filter((one) =>
		options.rehearsal || options.verbose
			? one.outcome.state !== 'unchanged' || options.verbose
			: one.outcome.state === 'changed'
	);
	const totals = countOutcomes(report);
	return [
		...told.map(outcomeLine),
		...report.refusals.map(refusalLine),
		`${options.rehearsal ? 'Essai, rien n’est écrit : ' : ''}${counted(totals.created, options.rehearsal ? 'ligne à créer' : 'ligne créée', options.rehearsal ? 'lignes à créer' : 'lignes créées')}, ${String(totals.changed)} ${options.rehearsal ? 'à modifier' : 'modifiées'}, ${counted(totals.unchanged, 'inchangée')}, ${counted(totals.refused, 'refus', 'refus')}.`,
		...(report.refusals.length > 0
			? ['Rien n’a été importé : corrigez les lignes refusées, puis relancez.']
			: [])
	];
}

function outcomeLine({ file, line, name, outcome, kind }: LineOutcome): string {
	const place = `${file}:${String(line)}  ${name}`;
	if (outcome.state !== 'changed')
		return `${place}  ${outcome.state === 'created' ? 'à créer' : 'inchangée'}`;
	const changes = Object.entries(outcome.changes).map(
		([field, [before, after]]) =>
			`${kind.columns[field]?.header ?? field} : ${shown(before)} → ${shown(after)}`
	);
	return `${place}  à modifier (${changes.join(' ; ')})`;
}

/** "organisations.csv, ligne 12, colonne siret, valeur « x » : …". */
export function refusalLine({ file, line, column, value, message }: LineRefusal): string {
	const place = [
		file,
		line === undefined ? '' : `ligne ${String(line)}`,
		column ? `colonne ${column}` : '',
		value ? `valeur « ${shortened(value)} »` : ''
	];
	return `REFUS  ${place.filter(Boolean).join(', ')} : ${message}`;
}

function shown(value: unknown): string {
	if (value === null || value === undefined || value === '') return '(vide)';
	return shortened(typeof value === 'string' ? value : JSON.stringify(value));
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
