import { asc, eq } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { partialDate } from '#core/partial-date.ts';
import { rights } from '#core/rights.ts';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { rightRequest } from '#core/server/privacy/tables.ts';
import { labelOf } from '#core/vocabulary.ts';

/** Requests on personal data that nobody has answered, by the day when they are due. */
export async function waitingRequests(ctx: Context): Promise<WaitingItem[]> {
	if (!decide(ctx.actor, { permission: 'privacy.manage' }).allowed) return [];
	const rows = await ctx.db
		.select()
		.from(rightRequest)
		.where(eq(rightRequest.state, 'received'))
		.orderBy(asc(rightRequest.dueOn), rightRequest.id);
	return rows.map((one) => ({
		title: `${one.name} : ${labelOf(rights, one.right)}`,
		because: 'une demande sur ses données se répond dans le mois',
		path: `/donnees-personnelles/demandes/${one.id}`,
		date: partialDate(one.dueOn)
	}));
}
