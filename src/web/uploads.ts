import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { Context } from '#core/server/context.ts';
import { submit, textsOf, type Rejected } from './form.ts';

/** A file as a form sends it. */
export interface Upload {
	field: string;
	name: string;
	bytes: Uint8Array;
}

/** Ending of the names under which a form sends the bytes of a file field, and asks to do without its file. */
const SENT = '.fichier';
const WITHOUT = '.sans';

/**
 * Texts of the form of a record, the files that it sends already kept by `keep`: by field, what the record is to write. A file
 * that is not taken gives the form back as typed.
 */
export async function textsWithFiles(
	event: Pick<RequestEvent, 'locals'>,
	form: FormData,
	keep: (ctx: Context, uploads: Upload[]) => Promise<Record<string, string>>
): Promise<{ done: Record<string, string> } | { failure: ActionFailure<Rejected> }> {
	const sent = textsOf(form);
	const texts = Object.fromEntries(
		Object.entries(sent).filter(([name]) => !name.endsWith(WITHOUT) && !(name + WITHOUT in sent))
	);
	const uploads: Upload[] = [];
	for (const [name, value] of form)
		if (value instanceof File && value.size > 0 && name.endsWith(SENT))
			uploads.push({
				field: name.slice(0, -SENT.length),
				name: value.name,
				bytes: await value.bytes()
			});
	if (uploads.length === 0) return { done: texts };
	const result = await submit(event, texts, (ctx) => keep(ctx, uploads));
	return 'failure' in result ? result : { done: { ...texts, ...result.done } };
}
