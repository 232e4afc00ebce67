import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { PANEL_ROWS, type Panel, type PanelSubject } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { agreementStates, fundingTypes } from '../labels.ts';
import { agreement, funding } from './tables.ts';

/** What an organisation funds, asks or has agreed to; what a group had funded. */
export async function panels(ctx: Context, subject: PanelSubject): Promise<Panel[]> {
	if (subject.kind !== 'group' && subject.kind !== 'organisation') return [];
	const mine =
		subject.kind === 'group'
			? eq(funding.groupId, subject.id)
			: or(eq(funding.funderId, subject.id), eq(funding.applicantId, subject.id));
	const rows = await ctx.db
		.select({
			id: funding.id,
			title: funding.title,
			type: funding.type,
			funds: sql<boolean>`${funding.funderId} = ${subject.id}`
		})
		.from(funding)
		.where(and(mine, visible(ctx, funding)))
		.orderBy(asc(funding.title), funding.id)
		.limit(PANEL_ROWS + 1);
	const agreements = await ctx.db
		.select({ id: agreement.id, purpose: agreement.purpose, state: agreement.state })
		.from(agreement)
		.where(and(eq(agreement.partyId, subject.id), visible(ctx, agreement)))
		.orderBy(asc(agreement.purpose), agreement.id)
		.limit(PANEL_ROWS + 1);
	const lines = [
		...rows.map((row) => ({
			content: [
				`${row.title} (${labelOf(fundingTypes, row.type).toLowerCase()}${row.funds ? ', financeur' : ''})`,
				{ record: { kind: 'funding', id: row.id, name: row.title } }
			]
		})),
		...agreements.map((row) => ({
			content: [row.purpose, { record: { kind: 'agreement', id: row.id, name: row.purpose } }],
			state: labelOf(agreementStates, row.state)
		}))
	];
	return [{ title: 'Financements et conventions', order: 70, lines, path: '/financements' }];
}
