import { Refused, type Refusal } from '#core/errors.ts';
import { shownFileName } from '#core/files.ts';
import type { Context } from '#core/server/context.ts';
import { countHandedIn, keepFile, markFile } from '#core/server/files.ts';
import { authorise } from '#core/server/permissions.ts';
import { kindOf } from './home.ts';

/** A file as a form sends it. */
export interface Upload {
	field: string;
	name: string;
	bytes: Uint8Array;
}

/**
 * Keeps the files that a form sends, before its record is written: what else is wrong in the form does not make anybody choose
 * them again. Returns what the form carries for each, by field. Refuses (403) who may not write such records, (422)
 * a file that is not taken, or is one too many for the day, with the reason.
 */
export async function keepUploads(
	ctx: Context,
	kindName: string,
	uploads: Upload[]
): Promise<Record<string, string>> {
	const kind = kindOf(kindName);
	authorise(ctx, kind.permission);
	const carried: Record<string, string> = {};
	const refusals: Refusal[] = [];
	for (const { field, name, bytes } of uploads) {
		if (!kind.columns[field]?.type.file) continue;
		const tooMuch = await countHandedIn(ctx, bytes.length);
		const kept = tooMuch ? { refusal: tooMuch } : await keepFile(ctx, { name, bytes });
		if ('value' in kept) carried[field] = markFile(ctx, kept.value);
		else
			refusals.push({
				code: 'file-refused',
				field,
				message: `Le fichier « ${shortened(shownFileName(name))} » ${kept.refusal}.`
			});
	}
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	return carried;
}

function shortened(name: string): string {
	return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
