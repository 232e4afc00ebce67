import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import { inCollective } from '#core/server/database.ts';
import { kinds } from '#modules/all.ts';
import { exportCsv } from '#collectors/export/csv.ts';
import { requireCollective } from '../collective.ts';
import type { Console } from '../console.ts';
import type { CommandLine } from '../options.ts';

/** `fanal export DOSSIER`: every kind of rows as the CSV that the import reads. */
export async function exportCommand(line: CommandLine, console: Console): Promise<number> {
	const [folder] = line.words;
	if (!folder)
		throw new OperatorError(
			'Dans quel dossier écrire les listes ?',
			'fanal export /chemin/du/dossier'
		);
	const collective = await requireCollective();
	await mkdir(resolve(folder), { recursive: true });
	await inCollective(collective, { actor: OPERATOR }, async (ctx) => {
		for (const [index, kind] of kinds.entries()) {
			const { file, csv } = await exportCsv(ctx, kind.name);
			await writeFile(join(resolve(folder), file), csv);
			console.progress(file, index + 1, kinds.length);
		}
	});
	console.say(`${String(kinds.length)} fichiers écrits dans ${resolve(folder)}`);
	return 0;
}
