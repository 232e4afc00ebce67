import { fail, type ActionFailure } from '@sveltejs/kit';
import { Refused, type Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { FORM_OWNER } from './form-owner.ts';
import { write } from './request.ts';

/** What a form gets back when something does not fit: the reasons, and the text as typed. */
export interface Rejected {
	refusals: Refusal[];
	typed: Record<string, string>;
	/** Who will read the record, for what was typed, where the form says it. */
	readBy?: string;
}

/** A text as the database can hold it: PostgreSQL has no place for the character of code zero, which nobody types. */
function holdable(text: string): string {
	return text.replaceAll('\0', '');
}

/** Text of a field, without the blanks around it; empty when it is absent or a file. */
export function textOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? holdable(value).trim() : '';
}

/** Texts of a form by field; several values of one field are put together with ` | `. */
export function textsOf(form: FormData): Record<string, string> {
	const texts: Record<string, string> = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string' || value === '' || name === FORM_OWNER) continue;
		const text = holdable(value);
		texts[name] = texts[name] ? `${texts[name]} | ${text}` : text;
	}
	return texts;
}

/**
 * Runs the one command of a form. What it returns is for the caller; data that do not fit come back as a 422 with
 * the form as typed, any other refusal as its own page.
 */
export async function submit<T>(
	event: { locals: App.Locals },
	typed: Record<string, string>,
	work: (ctx: Context) => Promise<T>
): Promise<{ done: T } | { failure: ActionFailure<Rejected> }> {
	try {
		return { done: await write(event, work) };
	} catch (failure) {
		// `write` has undone everything; what does not fit, even what only shows once all is written, goes back to the form.
		if (failure instanceof Refused && failure.kind === 'invalid')
			return { failure: fail(422, { refusals: failure.refusals, typed }) };
		throw failure;
	}
}
