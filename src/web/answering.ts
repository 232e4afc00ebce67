import { error, fail, isRedirect, type ActionFailure } from '@sveltejs/kit';
import { Refused } from '#core/errors.ts';
import type { Rejected } from './form.ts';

/**
 * Does what a form of the entrance asks, which may be several units of work. A refusal comes back with what was typed (secrets are
 * never among it): 422, or 429 after too many attempts; what may not be done is a 403, what does not exist a 404.
 */
export async function answering<T>(
	typed: Record<string, string>,
	work: () => Promise<T>
): Promise<T | ActionFailure<Rejected>> {
	try {
		return await work();
	} catch (failure) {
		if (isRedirect(failure) || !(failure instanceof Refused)) throw failure;
		if (failure.kind !== 'invalid') error(failure.kind === 'absent' ? 404 : 403, failure.message);
		const isTooMany = failure.refusals.some((one) => one.code === 'too-many-attempts');
		return fail(isTooMany ? 429 : 422, { refusals: failure.refusals, typed });
	}
}

/** A password as typed, blanks included. */
export function passwordOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
