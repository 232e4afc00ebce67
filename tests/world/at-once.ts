import type { Actor } from '#core/actor.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Context } from '#core/server/context.ts';
import { inCollective, poolOf } from '#core/server/database.ts';
import { testCollective } from '#core/server/testing.ts';

type Work<T> = (ctx: Context) => Promise<T>;

/** A unit of work of its own, written for good, in the collective of the file or else in that of the tests. */
export async function writingAs<T>(actor: Actor, work: Work<T>): Promise<T> {
	const collective = (await findCollective()) ?? (await testCollective());
	return inCollective(collective, { actor, mode: 'write' }, work);
}

/** A unit of work that has done its work and is not over: others see nothing of it before it ends. */
export function heldAs<T>(actor: Actor, work: Work<T>) {
	const ready = Promise.withResolvers<undefined>();
	const end = Promise.withResolvers<undefined>();
	const over = writingAs(actor, async (ctx) => {
		const result = await work(ctx);
		ready.resolve(undefined);
		await end.promise;
		return result;
	});
	over.catch(ready.reject);
	return {
		ready: ready.promise,
		end: () => {
			end.resolve(undefined);
			return over;
		}
	};
}

/** Until the other is over, or waits for somebody. */
async function untilStopped(other: Promise<unknown>): Promise<void> {
	let isOver = false;
	other.then(
		() => (isOver = true),
		() => (isOver = true)
	);
	for (;;) {
		const { rows } = await poolOf().query(
			`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
		);
		if (isOver || rows.length > 0) return;
	}
}

/** The second begins while the first is not over yet; both end. Tells what became of each. */
export async function atOnceAs(actor: Actor, first: Work<unknown>, second: Work<unknown>) {
	const one = heldAs(actor, first);
	await one.ready;
	const other = writingAs(actor, second);
	await untilStopped(other);
	return Promise.allSettled([one.end(), other]);
}
