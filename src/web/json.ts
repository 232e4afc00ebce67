import { isHttpError, json } from '@sveltejs/kit';
import { Refused } from '#core/errors.ts';

const MAX_BYTES = 64 * 1024;

/** Answers a script of our own pages in JSON; a refusal keeps its French sentence. */
export async function answeringJson(work: () => Promise<unknown>): Promise<Response> {
	try {
		return json(await work());
	} catch (failure) {
		if (failure instanceof Refused)
			return json({ message: failure.message }, { status: statusOf(failure) });
		if (isHttpError(failure)) return json({ message: failure.body.message }, failure);
		throw failure;
	}
}

function statusOf({ kind, refusals }: Refused): number {
	if (kind === 'absent') return 404;
	return refusals.some((one) => one.code === 'too-many-attempts') ? 429 : 422;
}

/** What a script of our own pages sent: an object of moderate size, or nothing. */
export async function objectOf(request: Request): Promise<Record<string, unknown>> {
	const text = await request.text();
	if (text.length > MAX_BYTES) return {};
	try {
		const content: unknown = JSON.parse(text);
		return typeof content === 'object' && content !== null ? { ...content } : {};
	} catch {
		// Not JSON: nothing that these pages would have sent.
		return {};
	}
}
