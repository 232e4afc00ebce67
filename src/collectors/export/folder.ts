import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '#core/server/context.ts';
import { slugOf } from '#core/words.ts';
import { kinds } from '#modules/all.ts';
import { writeCsv } from './csv.ts';
import { writeManifest } from './manifest.ts';
import { listRows, type ListedRows } from './rows.ts';

/** Long texts up to this length stay in their cell, if they hold one line. */
const CELL_CHARACTERS = 120;

/**
 * Writes all that the actor may read as an import folder: the manifest, a file per kind, the long texts in
 * Markdown. Another Fanal imports it, and exports it the same, byte for byte.
 * @returns how many files were written
 */
export async function exportFolder(
	ctx: Context,
	folder: string,
	onProgress: (file: string, done: number, total: number) => void = () => undefined
): Promise<number> {
	const files = new Map([['manifeste.json', writeManifest(ctx.collective)]]);
	for (const kind of kinds) {
		const { list, texts } = textsAside(await listRows(ctx, kind.name));
		files.set(kind.file, writeCsv(list));
		for (const [path, text] of texts) files.set(path, text);
	}
	let done = 0;
	for (const [path, text] of files) {
		await writeWhole(join(folder, path), text);
		onProgress(path, ++done, files.size);
	}
	return files.size;
}

/** Takes the long texts out of their cells, which name the file instead. */
function textsAside({ kind, headers, rows }: ListedRows): {
	list: ListedRows;
	texts: Map<string, string>;
} {
	const columns = Object.values(kind.columns);
	const several = columns.filter((column) => column.type.long).length > 1;
	const keys = kind.key.map((field) => headers.indexOf(kind.columns[field]?.header ?? ''));
	const texts = new Map<string, string>();
	const lines = rows.map((row) =>
		row.map((text, index) => {
			const column = columns[index];
			const isShort = text.length <= CELL_CHARACTERS && !text.includes('\n');
			if (!column?.type.long || isShort) return text;
			const names = [...keys.map((key) => row[key] ?? ''), several ? column.header : ''];
			const path = freePath(`textes/${kind.file.replace(/\.csv$/, '')}/${slug(names)}`, texts);
			texts.set(path, `${text}\n`);
			return `@${path}`;
		})
	);
	return { list: { kind, headers, rows: lines }, texts };
}

function slug(names: string[]): string {
	return names.map(slugOf).filter(Boolean).join('-').slice(0, 100);
}

function freePath(stem: string, taken: Map<string, string>): string {
	for (let number = 1; ; number++) {
		const path = number === 1 ? `${stem}.md` : `${stem}-${String(number)}.md`;
		if (!taken.has(path)) return path;
	}
}

/** Whole or not at all: a file of an older export is replaced only by a complete one. */
async function writeWhole(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const draft = `${path}.partiel`;
	try {
		await writeFile(draft, text);
		await rename(draft, path);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
