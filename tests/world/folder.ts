import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Files = Record<string, string[] | Uint8Array>;

const MANIFEST = {
	format: 'fanal/1',
	collectif: {
		code: 'essai',
		nom: 'Essai',
		nom_complet: 'Collectif d’essai',
		territoire: 'Pays d’essai',
		couleurs: { principale: '#12355b', accent: '#f2b33d' }
	},
	annee: 2023
};

/** The smallest import folder, with these files over it. Lines are joined by newlines; bytes are kept. */
export async function importFolderOf(files: Files): Promise<string> {
	return fill(await mkdtemp(join(tmpdir(), 'fanal-import-')), files);
}

/** The same, in a folder that keeps its name from one call to the next and forgets what it held. */
export async function writeFolder(name: string, files: Files): Promise<string> {
	const folder = join(tmpdir(), `fanal-folders-${String(process.pid)}`, name);
	await rm(folder, { recursive: true, force: true });
	return fill(folder, files);
}

async function fill(folder: string, files: Files): Promise<string> {
	const all: Files = { 'manifeste.json': [JSON.stringify(MANIFEST)], ...files };
	for (const [name, content] of Object.entries(all)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(
			join(folder, name),
			content instanceof Uint8Array ? content : content.join('\n')
		);
	}
	return folder;
}

/** The manifest of these folders, with other entries. */
export function manifestWith(entries: object): string[] {
	return [JSON.stringify({ ...MANIFEST, ...entries })];
}
