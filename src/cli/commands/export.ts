import { resolve } from 'node:path';
import { OPERATOR } from '#core/actor.ts';
import { OperatorError } from '#core/errors.ts';
import { inCollective } from '#core/server/database.ts';
import { exportFolder } from '#collectors/export/folder.ts';
import { requireCollective } from '../collective.ts';
import type { Console } from '../console.ts';
import type { CommandLine } from '../options.ts';

/** `fanal export DOSSIER`: everything, as a folder that the import reads here or elsewhere. */
export async function exportCommand(line: CommandLine, console: Console): Promise<number> {
	const [word] = line.words;
	if (!word)
		throw new OperatorError('Dans quel dossier exporter ?', 'fanal export /chemin/du/dossier');
	const folder = resolve(word);
	const collective = await requireCollective();
	try {
		const count = await inCollective(collective, { actor: OPERATOR }, (ctx) =>
			exportFolder(ctx, folder, (file, done, total) => {
				console.progress(file, done, total);
			})
		);
		console.say(`${String(count)} fichiers écrits dans ${folder}`);
	} catch (error) {
		if (!isSystemError(error)) throw error;
		throw new OperatorError(
			`Le dossier « ${folder} » ne peut pas être écrit (${error.message}).`,
			'Vérifiez qu’il reste de la place et que vous avez le droit d’y écrire, puis relancez.'
		);
	}
	return 0;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'syscall' in error;
}
