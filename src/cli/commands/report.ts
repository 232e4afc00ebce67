import { rename, writeFile } from 'node:fs/promises';
import { PUBLIC } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import { inCollective } from '#core/server/database.ts';
import { FORMATS, isFormat, publish, type Format } from '#collectors/publish.ts';
import { refuseEmptyYear } from '#collectors/cut-off.ts';
import { writeAnnualReport } from '#collectors/annual-report.ts';
import { publicUrl } from '#core/server/public-address.ts';
import { requireCollective } from '../collective.ts';
import type { Console } from '../console.ts';
import type { CommandLine } from '../options.ts';

/** `fanal report 2023 --format pdf|html|docx|md -o FICHIER`: writes the annual report of a year. */
export async function reportCommand(line: CommandLine, console: Console): Promise<number> {
	const year = Number(line.words[0]);
	if (!Number.isInteger(year) || year < 1900 || year > 2200) {
		throw new OperatorError(
			`« ${line.words[0] ?? ''} » n’est pas une année.`,
			'fanal report 2023 --format pdf -o rapport-2023.pdf'
		);
	}
	const format = line.format ?? line.output?.split('.').at(-1) ?? 'pdf';
	if (!isFormat(format)) {
		throw new OperatorError(
			`Le format « ${format} » n’existe pas.`,
			`Formats possibles : ${FORMATS.join(', ')}.`
		);
	}
	const file = line.output ?? `rapport-${String(year)}.${format}`;
	await writeReportFile(year, format, file, console);
	return 0;
}

/** Writes the file whole or not at all: a reader never meets half of a report. */
export async function writeReportFile(
	year: number,
	format: Format,
	file: string,
	console: Console
): Promise<void> {
	const collective = await requireCollective();
	console.progress('lecture des données', 0, 2);
	const document = await inCollective(collective, { actor: PUBLIC }, (ctx) =>
		refuseEmptyYear(ctx, year).then(() => writeAnnualReport(ctx, { year, baseUrl: publicUrl() }))
	);
	console.progress('mise en page', 1, 2);
	const { bytes } = await publish(document, format);
	const draft = `${file}.partiel`;
	try {
		await writeFile(draft, bytes);
		await rename(draft, file);
	} catch (error) {
		throw new OperatorError(
			`Le fichier « ${file} » ne peut pas être écrit (${error instanceof Error ? error.message : String(error)}).`,
			'Vérifiez que le dossier existe et qu’il reste de la place.'
		);
	}
	console.progress('rapport écrit', 2, 2);
	console.say(
		`Rapport ${String(year)} écrit : ${file} (${String(Math.round(bytes.length / 1024))} Ko)`
	);
}
