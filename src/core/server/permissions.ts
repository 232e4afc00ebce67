import { inArray, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decide, readableAudiences } from '../actor.ts';
import { Refused } from '../errors.ts';
import type { Context } from './context.ts';

/** Refuses (403) when the actor may not use the permission. First line of every command. */
export function authorise(ctx: Context, permission: string): void {
	const decision = decide(ctx.actor, { permission });
	if (!decision.allowed) {
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	}
}

/** Row filter for lists: only records that the actor may read. */
export function visible(ctx: Context, table: { audience: PgColumn }): SQL {
	return inArray(table.audience, [...readableAudiences(ctx.actor)]);
}
