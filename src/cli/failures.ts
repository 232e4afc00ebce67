import { randomUUID } from 'node:crypto';
import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError, Refused } from '#core/errors.ts';
import { isDatabaseLost } from '#core/server/lost-database.ts';
import { explainFailure } from '#core/server/postgres/failures.ts';
import { traceOf } from '#core/server/trace.ts';

/** Exit codes: refused, then those of sysexits (EX_UNAVAILABLE, EX_SOFTWARE). */
const REFUSED = 2;
const LOST = 69;
const BUG = 70;

/** Where traces of commands are kept, in the folder of the installation. */
const FAILURES_FILE = 'erreurs.log';

/** Beyond this, the file becomes the former one and another begins: twice this at most is kept. */
const FAILURES_BYTES = 1024 * 1024;

/** What the person at the console is told of a command that failed: French lines, and the exit code. */
export interface Told {
	lines: string[];
	code: number;
}

/**
 * Says a failure in words: what, where, what to do. What nobody expected gets a reference, under which its trace is kept in the folder of
 * the installation, without the values of queries nor the words of people; where it cannot be written, the trace is told.
 * @param command first word of the command: the others may name somebody
 */
export async function tellFailure(failure: unknown, command: string, home: string): Promise<Told> {
	const known = explained(failure, home);
	if (known)
		return {
			lines: known.hint ? [known.message, `→ ${known.hint}`] : [known.message],
			code: isDatabaseLost(failure) ? LOST : REFUSED
		};
	const reference = randomUUID().slice(0, 8);
	const trace = `[${reference}] ${new Date().toISOString()} fanal ${command}\n${traceOf(failure)}\n`;
	const file = join(home, FAILURES_FILE);
	const isKept = await keep(file, trace).then(
		() => true,
		() => false
	);
	const what = `La commande « ${command} » s’est arrêtée sur une erreur que Fanal n’attendait pas (référence ${reference}).`;
	const next =
		'Relancez-la ; si cela recommence, joignez ces lignes à votre signalement : elles ne disent rien de ce qui est enregistré';
	return {
		lines: isKept
			? [what, `→ ${next}. Elles sont sous cette référence dans « ${file} ».`]
			: [what, `→ ${next}.`, trace],
		code: BUG
	};
}

async function keep(file: string, trace: string): Promise<void> {
	const { size } = await stat(file).catch(() => ({ size: 0 }));
	if (size > FAILURES_BYTES) await rename(file, `${file}.1`);
	await appendFile(file, trace, { mode: 0o600 });
}

/** The failure in the operator’s words; undefined for what nobody expected. */
function explained(failure: unknown, home: string): OperatorError | undefined {
	if (failure instanceof OperatorError) return failure;
	if (failure instanceof Refused) return new OperatorError(failure.message);
	if (isDatabaseLost(failure))
		return new OperatorError(
			'La base de données ne répond pas, ou s’est arrêtée pendant la commande : ce qui était en cours n’est pas enregistré.',
			'Voyez si elle tourne et s’il lui reste de la place (df -h), puis relancez la même commande.'
		);
	const said = explainFailure(failure, home);
	return said instanceof OperatorError ? said : explainPath(failure);
}

/** What the system says of a file or a folder that a command was given. */
const PATHS: Record<string, [message: (path: string) => string, hint: string]> = {
	ENOENT: [
		(path) => `« ${path} » n’existe pas.`,
		'Vérifiez le chemin donné à la commande, et le dossier où vous la lancez.'
	],
	ENOTDIR: [
		(path) => `« ${path} » passe par un fichier : un dossier est attendu.`,
		'Donnez le chemin d’un dossier.'
	],
	EEXIST: [
		(path) => `« ${path} » existe déjà, et n’est pas un dossier.`,
		'Donnez un autre chemin, ou déplacez ce fichier.'
	],
	EISDIR: [
		(path) => `« ${path} » est un dossier : un fichier est attendu.`,
		'Donnez le chemin d’un fichier.'
	]
};

function explainPath(failure: unknown): OperatorError | undefined {
	if (!(failure instanceof Error)) return undefined;
	const { code = '', path } = failure as NodeJS.ErrnoException; // both are asked below
	const known = PATHS[code];
	return known && path ? new OperatorError(known[0](path), known[1]) : undefined;
}
