import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '#core/server/context.ts';
import { readFileBytes } from '#core/server/files.ts';
import { slugOf } from '#core/words.ts';
import { kinds } from '#modules/all.ts';
import { writeCsv } from './csv.ts';
import { writeManifest } from './manifest.ts';
import { listRows, type ListedRows } from './rows.ts';

/** Long texts up to this length stay in their cell, if they hold one line. */
const CELL_CHARACTERS = 120;

/**
 * Writes all that the actor may read as an import folder: the manifest, a file per kind, the long texts in
 * Markdown, the files that were handed in. Another Fanal imports it, and exports it the same, byte for byte.
 * @returns how many files were written
 */
export async function exportFolder(
	ctx: Context,
	folder: string,
	onProgress: (file: string, done: number, total: number) => void = () => undefined
): Promise<number> {
	const texts = new Map([['manifeste.json', writeManifest(ctx.collective)]]);
	const handedIn = new Set<string>();
	for (const kind of kinds) {
		const listed = await listRows(ctx, kind.name);
		for (const path of filesNamed(listed)) handedIn.add(path);
		const { list, texts: aside } = textsAside(listed);
		texts.set(kind.file, writeCsv(list));
		for (const [path, text] of aside) texts.set(path, text);
	}
	const total = texts.size + handedIn.size;
	let done = 0;
	for (const [path, text] of texts) {
		await writeWhole(join(folder, path), text);
		onProgress(path, ++done, total);
	}
	// One at a time: together they may weigh more than the memory.
	for (const path of handedIn) {
		const file = await readFileBytes(ctx, path);
		if (file) await writeWhole(join(folder, path), file.bytes);
		onProgress(path, ++done, total);
	}
	return total;
}

/** Files that the rows of a list name. */
function filesNamed({ kind, rows }: ListedRows): string[] {
	return Object.values(kind.columns).flatMap((column, index) =>
		column.type.file ? rows.flatMap((row) => row[index] || []) : []
	);
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
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	const draft = `${path}.partiel`;
	try {
		await writeFile(draft, content, { mode: 0o600 });
		await rename(draft, path);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
