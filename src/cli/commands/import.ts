import { resolve } from 'node:path';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import { inCollective } from '#core/server/database.ts';
import { listImports, type ImportRun } from '#core/server/imports.ts';
import { importFolder } from '#collectors/import/import-folder.ts';
import type { ImportReport } from '#collectors/import/outcomes.ts';
import { findCollective } from '#core/server/collectives.ts';
import { undoImport } from '#collectors/import/undo-import.ts';
import { requireCollective } from '../collective.ts';
import type { Console } from '../console.ts';
import { reportLines, undoLines } from '../import-lines.ts';
import type { CommandLine } from '../options.ts';

/** `fanal import DOSSIER [--dry-run] [--prune] [--replace] [--nouveau-collectif] [--verbose]`, `--list`, `--undo [NUMERO]`: returns the exit code. */
export async function importCommand(line: CommandLine, console: Console): Promise<number> {
	if (line.list) return listCommand();
	if (line.undo) return undoCommand(line);
	const [folder] = line.words;
	if (!folder)
		throw new OperatorError('Quel dossier importer ?', 'fanal import data/phare-2023 --dry-run');
	const report = await importFolder(resolve(folder), {
		rehearsal: line.rehearsal,
		prune: line.prune,
		replace: line.replace,
		newCollective: line.newCollective,
		onProgress: (file, done, total) => {
			console.progress(file || 'import', done, total);
		}
	});
	print(reportLines(report, line));
	print(await servedLines(report));
	return report.refusals.length > 0 ? 1 : 0;
}

/** What was loaded beside the collective that is served is not seen on the site: said at once. */
async function servedLines({ collective, written }: ImportReport): Promise<string[]> {
	const served = written ? await findCollective() : undefined;
	return served && served.code !== collective
		? [
				`Le site montre toujours « ${served.settings.name} » (${served.code}). Pour servir, exporter ou annuler celui-ci : FANAL_COLLECTIF=${collective} devant la commande.`
			]
		: [];
}

async function undoCommand({ words, rehearsal }: CommandLine): Promise<number> {
	const number = words[0] === undefined ? undefined : Number(words[0]);
	if (number !== undefined && !Number.isSafeInteger(number)) {
		throw new OperatorError(
			`« ${words[0] ?? ''} » n’est pas le numéro d’un import.`,
			'fanal import --list montre les imports et leur numéro.'
		);
	}
	const report = await undoImport(await requireCollective(), number, { rehearsal });
	print(undoLines(report, rehearsal));
	return report.rows.some((row) => row.state === 'refused') ? 1 : 0;
}

async function listCommand(): Promise<number> {
	const runs = await inCollective(await requireCollective(), { actor: OPERATOR }, listImports);
	print(runs.length > 0 ? runs.map(runLine) : ['Aucun import.']);
	return 0;
}

function runLine(run: ImportRun): string {
	const { created = 0, changed = 0, removed = 0 } = run.counts;
	const day = (at: Date) => formatPartialDate(partialDate(civilDay(at)));
	return [
		`n° ${String(run.number)}`,
		day(run.at),
		run.actor,
		run.folder || '(dossier non renseigné)',
		`créées ${String(created)}, modifiées ${String(changed)}, retirées ${String(removed)}`,
		...(run.undoneAt ? [`annulé le ${day(run.undoneAt)} par ${run.undoneBy ?? ''}`] : [])
	].join('  ');
}

function print(lines: string[]): void {
	for (const text of lines) process.stdout.write(`${text}\n`);
}
