import { decide, type Actor } from '#core/actor.ts';
import type { NavigationEntry } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';

/** Menu entries that the actor may use, in order. */
export function navigationFor(actor: Actor): NavigationEntry[] {
	return modules
		.flatMap((one) => one.navigation ?? [])
		.filter((entry) => decide(actor, { permission: entry.permission }).allowed)
		.sort((a, b) => a.order - b.order);
}
