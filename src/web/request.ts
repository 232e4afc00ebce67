import { error } from '@sveltejs/kit';
import { Refused } from '#core/errors.ts';
import { type Context, within } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';

/** Reads inside one unit of work, as the actor of the request. A refusal becomes the right French answer. */
export function read<T>(
	event: { locals: App.Locals },
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	return inRequest(event, 'read', work);
}

/** The same for a list of what is current: what was archived is left out. */
export function readCurrent<T>(
	event: { locals: App.Locals },
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	return inRequest(event, 'read', (ctx) => work(within(ctx, { withoutArchived: true })));
}

/** Writes inside one unit of work, as the actor of the request; what is wrong in a form is left to `answering`. */
export function write<T>(
	event: { locals: App.Locals },
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	return inRequest(event, 'write', work);
}

async function inRequest<T>(
	{ locals }: { locals: App.Locals },
	mode: 'read' | 'write',
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	const { collective, actor, at } = locals;
	if (!collective)
		error(
			503,
			'Cette installation est vide : ouvrez /installation, ou chargez un dossier d’import.'
		);
	// What is read after a write, in the same request, is what it has written.
	if (mode === 'write') locals.at = undefined;
	try {
		return await inCollective(collective, { actor, mode, at }, work);
	} catch (failure) {
		if (failure instanceof Refused && !(mode === 'write' && failure.kind === 'invalid'))
			error(STATUS[failure.kind], failure.message);
		throw failure;
	}
}

const STATUS = { forbidden: 403, absent: 404, invalid: 422 } as const;
