import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What an answer was made of, beside the records at one revision, who reads them and the day: the instant at which it was made, chance,
 * or what no write to the records tells of.
 */
export type Ground = 'instant' | 'chance' | 'elsewhere';

const noted = new AsyncLocalStorage<Set<Ground>>();

/** Says that what is being made depends on this: nobody keeps it. */
export function dependsOn(ground: Ground): void {
	noted.getStore()?.add(ground);
}

/** Runs `make`, and gives what it depended on beside what it made. */
export async function notingGrounds<T>(
	make: () => Promise<T>
): Promise<{ value: T; grounds: ReadonlySet<Ground> }> {
	const grounds = new Set<Ground>();
	return { value: await noted.run(grounds, make), grounds };
}
