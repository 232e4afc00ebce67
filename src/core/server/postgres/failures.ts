import { OperatorError } from '../../errors.ts';

/** The operator’s words for a trouble of the file system; any other error is given back unchanged. */
export function explainFailure(error: unknown, folder: string): unknown {
	if (error instanceof OperatorError || !isSystemError(error)) return error;
	switch (error.code) {
		case 'ENOSPC':
		case 'EDQUOT':
			return diskFull(folder);
		case 'EACCES':
		case 'EPERM':
			return refusedByTheSystem(error.path ?? folder, folder);
		case 'EROFS':
			return new OperatorError(
				`Le dossier « ${folder} » est sur un disque en lecture seule.`,
				'Choisissez un dossier où l’on peut écrire : FANAL_HOME=/chemin/du/dossier'
			);
		default:
			return error;
	}
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'code' in error;
}

function refusedByTheSystem(path: string, folder: string): OperatorError {
	// A file of ours in the folder says nothing to the operator; an ancestor that is closed does.
	const place = path.startsWith(folder) ? folder : path;
	return new OperatorError(
		`Fanal n’a pas le droit d’écrire ou d’entrer dans « ${place} ».`,
		'Lancez Fanal sous le compte qui possède ce dossier, ou choisissez-en un autre : FANAL_HOME=/chemin/du/dossier'
	);
}

function diskFull(folder: string): OperatorError {
	return new OperatorError(
		`Le disque qui porte « ${folder} » est plein : la base ne peut pas y écrire.`,
		`Libérez de la place (la base en demande 200 Mo pour commencer), puis relancez : df -h ${folder}`
	);
}

/**
 * What PostgreSQL said when it would not start, as an operator’s error.
 * @param output what it wrote, in English
 * @param log path of its journal, if it has one
 */
export function explainPostgres(output: string, folder: string, log?: string): OperatorError {
	if (/No space left on device|Disk quota exceeded/i.test(output)) return diskFull(folder);
	const said = lastLines(output);
	const where = log ? `Tout le journal est dans « ${log} ».` : undefined;
	if (/could not look up effective user ID/i.test(output)) {
		return new OperatorError(
			'PostgreSQL refuse de tourner sous un compte qui n’a pas de nom dans /etc/passwd.',
			'Lancez Fanal sous un compte déclaré sur la machine, ou donnez une base à vous : DATABASE_URL=postgres://…'
		);
	}
	return new OperatorError(`PostgreSQL n’a pas pu démarrer dans « ${folder} ».\n${said}`, where);
}

/**
 * What an operator is told when PostgreSQL ends by itself while Fanal runs.
 * @param output what it wrote since its start, in English
 * @param log path of its journal
 */
export function explainDeath(output: string, folder: string, log: string): OperatorError {
	const undone = 'Ce qui était en cours n’est pas enregistré ; ce qui l’était déjà est gardé.';
	if (/No space left on device|Disk quota exceeded/i.test(lastLines(output))) {
		const full = diskFull(folder);
		return new OperatorError(`${full.message}\nPostgreSQL s’est arrêté. ${undone}`, full.hint);
	}
	return new OperatorError(
		`PostgreSQL s’est arrêté sans qu’on le lui demande : Fanal s’arrête aussi. ${undone}`,
		`Relancez Fanal : il remet la base en ordre. Tout le journal est dans « ${log} ».`
	);
}

function lastLines(output: string): string {
	return output
		.trim()
		.split('\n')
		.slice(-6)
		.map((line) => `  ${line}`)
		.join('\n');
}
