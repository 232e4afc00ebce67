import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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
export async function importFolderOf(
	files: Record<string, string[] | Uint8Array>
): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'fanal-import-'));
	const all: Record<string, string[] | Uint8Array> = {
		'manifeste.json': [JSON.stringify(MANIFEST)],
		...files
	};
	for (const [name, content] of Object.entries(all)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(
			join(folder, name),
			content instanceof Uint8Array ? content : content.join('\n')
		);
	}
	return folder;
}
