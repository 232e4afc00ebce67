import { createHash } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { fileTypeFromBuffer } from 'file-type';
import {
	cleanFileName,
	endingOf,
	FILE_ENDINGS,
	FILE_LIMIT,
	fileSorts,
	formatSize,
	parseFileName,
	writeFileName
} from '../files.ts';
import type { Context } from './context.ts';
import { storedFile } from './files/tables.ts';
import { isMarkOf, mark } from './signed.ts';

export { countHandedIn, forgetIntake } from './files/intake.ts';
export { storedFile } from './files/tables.ts';

const LONGEST_NAME = 150;
const PURPOSE = 'file';

/** What a page says of a file. */
export interface FileFacts {
	name: string;
	/** Media type, sniffed. */
	type: string;
	/** Bytes. */
	size: number;
	sha256: string;
}

/**
 * Keeps the bytes of a file that somebody handed in. Returns what a record writes for it, or why it is not taken, a
 * French reason that ends the sentence « le fichier “x” … »: its size, its name, or bytes that are not what the name says.
 */
export async function keepFile(
	ctx: Context,
	given: { name: string; bytes: Uint8Array }
): Promise<{ value: string } | { refusal: string }> {
	const name = cleanFileName(given.name);
	const bytes = Buffer.from(given.bytes);
	const sort = fileSorts[endingOf(name)];
	if (bytes.length === 0) return { refusal: 'est vide' };
	if (bytes.length > FILE_LIMIT)
		return {
			refusal: `pèse ${formatSize(bytes.length)}, et ${formatSize(FILE_LIMIT)} au plus sont acceptés : allégez-le, ou gardez-le ailleurs et donnez son adresse`
		};
	if (name.length > LONGEST_NAME)
		return { refusal: `a un nom trop long : ${String(LONGEST_NAME)} caractères au plus` };
	if (!sort)
		return { refusal: `n’est pas d’une sorte acceptée (${FILE_ENDINGS}) : enregistrez-le en PDF` };
	if (!(await isOfType(bytes, sort.type)))
		return {
			refusal: `n’est pas un fichier ${sort.label}, malgré son nom : ouvrez-le et enregistrez-le de nouveau`
		};
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await ctx.db
		.insert(storedFile)
		.values({ sha256, type: sort.type, size: bytes.length, content: bytes, keptAt: ctx.now })
		.onConflictDoUpdate({ target: storedFile.sha256, set: { keptAt: ctx.now } });
	return { value: writeFileName({ sha256, name }) };
}

/** Name, sort and size of the file that a record names; null when its bytes are no longer kept. */
export async function fileFacts(ctx: Context, value: string | null): Promise<FileFacts | null> {
	const named = parseFileName(value ?? '');
	if (!named) return null;
	const [found] = await ctx.db
		.select({ type: storedFile.type, size: storedFile.size })
		.from(storedFile)
		.where(eq(storedFile.sha256, named.sha256));
	return found ? { ...found, ...named } : null;
}

/** Sizes of several files at once, by SHA-256. */
export async function fileSizes(ctx: Context, values: string[]): Promise<Map<string, number>> {
	const wanted = values.flatMap((value) => parseFileName(value)?.sha256 ?? []);
	if (wanted.length === 0) return new Map();
	const rows = await ctx.db
		.select({ sha256: storedFile.sha256, size: storedFile.size })
		.from(storedFile)
		.where(inArray(storedFile.sha256, wanted));
	return new Map(rows.map((row) => [row.sha256, row.size]));
}

/** The bytes of a file. The caller has checked who may read the record that names it. Null when they are no longer kept. */
export async function readFileBytes(
	ctx: Context,
	value: string | null
): Promise<(FileFacts & { bytes: Buffer }) | null> {
	const named = parseFileName(value ?? '');
	if (!named) return null;
	const [found] = await ctx.db.select().from(storedFile).where(eq(storedFile.sha256, named.sha256));
	return found ? { ...named, type: found.type, size: found.size, bytes: found.content } : null;
}

/** What a form carries for a file just handed in: nobody names a file that they have not given or may not change. */
export function markFile(ctx: Context, value: string): string {
	return `${value}#${mark(PURPOSE, ctx.collective.code, value)}`;
}

/** The file that a form carries; null without the mark of this collective. */
export function unmarkFile(ctx: Context, text: string): string | null {
	const cut = text.lastIndexOf('#');
	const value = text.slice(0, cut);
	return cut > 0 && isMarkOf(text.slice(cut + 1), PURPOSE, ctx.collective.code, value)
		? value
		: null;
}

/** Are the bytes of that type? A text has no signature: it must read as UTF-8, without control characters. */
async function isOfType(bytes: Buffer, type: string): Promise<boolean> {
	if (!type.startsWith('text/')) return (await fileTypeFromBuffer(bytes))?.mime === type;
	try {
		// Line ends, tabs and form feeds are all that a text needs.
		return !/[\x00-\x08\x0e-\x1f\x7f]/.test(
			new TextDecoder('utf-8', { fatal: true }).decode(bytes)
		);
	} catch {
		// The answer itself: these bytes are not UTF-8.
		return false;
	}
}
