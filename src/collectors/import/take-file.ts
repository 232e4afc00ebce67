import { basename } from 'node:path';
import type { Context } from '#core/server/context.ts';
import { fileFacts, keepFile } from '#core/server/files.ts';
import { readInside } from './read-csv.ts';

/**
 * Keeps the file that a cell names in the import folder. A list exported alone names files without bringing them: they
 * are known by their bytes, and stay. Returns what the record writes, or a French reason.
 */
export async function takeFile(
	ctx: Context,
	folder: string,
	path: string
): Promise<{ value: string } | { refusal: string }> {
	const found = await readInside(folder, path);
	if ('bytes' in found) return keepFile(ctx, { name: basename(path), bytes: found.bytes });
	return (await fileFacts(ctx, path)) ? { value: path } : found;
}
