// Writes what the import guide says of files and columns out of the kinds, and the empty files to fill.
//   npm run guide
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { emptyFiles } from './guide/empty-files.mjs';
import { guideWith, unexplained } from './guide/tables.mjs';
import { inRoot, ROOT } from './prepare/places.mjs';

const GUIDE = inRoot('docs/guide/dossier-d-import.md');
const EMPTY = inRoot('docs/guide/dossier-vide');

// The modules find each other by a glob that Vite resolves.
const vite = await createServer({
	root: ROOT,
	configFile: false,
	logLevel: 'error',
	server: { middlewareMode: true, watch: null },
	appType: 'custom'
});
try {
	// Vite does not know the types of what it loads.
	const { modules, kinds } = /** @type {typeof import('../src/modules/all.ts')} */ (
		await vite.ssrLoadModule('/src/modules/all.ts')
	);
	const text = guideWith(readFileSync(GUIDE, 'utf8'), modules, kinds);
	writeFileSync(GUIDE, text);
	rmSync(EMPTY, { recursive: true, force: true });
	mkdirSync(EMPTY);
	for (const [name, content] of emptyFiles(kinds)) writeFileSync(join(EMPTY, name), content);
	for (const column of unexplained(text)) console.log(`À expliquer dans le guide : ${column}`);
} finally {
	await vite.close();
}
