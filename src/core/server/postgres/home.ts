import { randomBytes } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	statSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OperatorError } from '../../errors.ts';
import { explainFailure } from './failures.ts';

/** An account of the machine, as spawn wants it. */
export interface Account {
	uid: number;
	gid: number;
}

/** The folders of an installation. */
export interface Home {
	/** The home folder, absolute, links resolved. */
	path: string;
	/** Folder of the database, which PostgreSQL’s account can reach. */
	database: string;
	/** Account PostgreSQL runs under when this process is root’s; undefined for this process’s own. */
	account: Account | undefined;
}

/** Where databases go when root’s home folder is closed to the account of PostgreSQL. */
const OUTSIDE = '/var/lib/fanal';

/** Name of the database’s folder in the home folder; a link when the database is outside. */
const DATABASE = 'postgres';

/**
 * Makes the folders ready and decides where the database lives: in the home folder, or under /var/lib/fanal
 * when PostgreSQL, which refuses to run as root, could not enter it. Once chosen, the place stays.
 * @param home the home folder; `FANAL_HOME` or `.fanal` in the current folder when left out
 * @param log told, in French, when the database is put outside
 */
export function prepareHome(
	home = process.env['FANAL_HOME'] ?? '.fanal',
	log: (message: string) => void = () => undefined
): Home {
	const wanted = resolve(home);
	try {
		mkdirSync(wanted, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
		const path = realpathSync(wanted);
		const account = isRoot() ? accountFor(join(path, DATABASE, 'data')) : undefined;
		return { path, database: databaseFolder(path, account, log), account };
	} catch (error) {
		throw explainFailure(error, wanted);
	}
}

const isRoot = () => process.getuid?.() === 0;

/** The owner of existing data; else an account `fanal` if the machine has one; else `nobody`. */
function accountFor(data: string): Account {
	if (existsSync(data)) {
		const { uid, gid } = statSync(data);
		if (uid !== 0) return { uid, gid };
	}
	const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
	for (const name of ['fanal', 'nobody']) {
		const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
		if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
	}
	throw new OperatorError(
		'PostgreSQL refuse de tourner sous root, et la machine n’a pas de compte « nobody » à lui donner.',
		'Créez un compte pour Fanal (useradd --system fanal), ou lancez Fanal sous un autre compte que root.'
	);
}

function databaseFolder(
	home: string,
	account: Account | undefined,
	log: (message: string) => void
): string {
	const folder = join(home, DATABASE);
	const found = lstatSync(folder, { throwIfNoEntry: false });
	if (found?.isSymbolicLink()) return outsideFolder(home, folder);
	const closed = account ? closedAncestor(home, account) : undefined;
	if (closed && found) throw noLongerReachable(folder, closed);
	if (closed) return createOutside(home, closed, log);
	mkdirSync(folder, { recursive: true, mode: 0o755 });
	// The creation mask of root may have closed it.
	if (account && !found) chmodSync(folder, 0o755);
	return folder;
}

/** The first folder on the way to `folder`, itself included, which the account cannot enter. */
function closedAncestor(folder: string, account: Account): string | undefined {
	const { mode, uid, gid } = statSync(folder);
	const parent = dirname(folder);
	const above = parent === folder ? undefined : closedAncestor(parent, account);
	if (above) return above;
	const enter = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
	return (mode & enter) === 0 ? folder : undefined;
}

function createOutside(home: string, closed: string, log: (message: string) => void): string {
	const owner = basename(home) === '.fanal' ? basename(dirname(home)) : basename(home);
	const name = `${owner.replaceAll(/[^\w.-]/g, '') || 'fanal'}-${randomBytes(4).toString('hex')}`;
	const outside = join(OUTSIDE, name);
	for (const folder of [OUTSIDE, outside]) {
		mkdirSync(folder, { recursive: true });
		chmodSync(folder, 0o755);
	}
	writeFileSync(join(outside, 'home'), `${home}\n`, { mode: 0o600 });
	symlinkSync(outside, join(home, DATABASE));
	log(
		`Base de données placée dans ${outside} : PostgreSQL ne tourne pas sous root, et aucun autre compte n’entre dans ${closed}.`
	);
	return outside;
}

/** Follows the link to the database, unless that database belongs to another home folder that still uses it. */
function outsideFolder(home: string, link: string): string {
	if (!existsSync(link)) {
		throw new OperatorError(
			`La base de données de « ${home} » a disparu : le lien « ${link} » ne mène nulle part.`,
			'Remettez le dossier vers lequel il mène, ou supprimez le lien pour commencer une base vide.'
		);
	}
	const outside = realpathSync(link);
	const note = join(outside, 'home');
	const owner = readFileSync(note, 'utf8').trim();
	if (owner === home) return outside;
	if (existsSync(join(owner, DATABASE)) && realpathSync(join(owner, DATABASE)) === outside) {
		throw new OperatorError(
			`« ${home} » est une copie de « ${owner} », et mène à la même base de données : « ${outside} ».`,
			`Pour commencer une base vide ici, supprimez le lien : rm ${link}`
		);
	}
	// The home folder was moved or renamed.
	writeFileSync(note, `${home}\n`, { mode: 0o600 });
	return outside;
}

function noLongerReachable(folder: string, closed: string): OperatorError {
	return new OperatorError(
		`La base de données est dans « ${folder} », mais le compte de PostgreSQL ne peut plus entrer dans « ${closed} ».`,
		`Laissez-le passer (chmod o+x ${closed}), ou remettez le dossier où il était.`
	);
}
