import { and, asc, desc, eq } from 'drizzle-orm';
import type { Block, ListBlock } from '#core/blocks.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import { visible } from '#core/server/permissions.ts';
import { isQuotationHeldBack, isTextHeldBack } from '../rules.ts';
import { edition, editionText, quotation } from './tables.ts';

const MOST = 200;
const LONGEST = 160;

/** What is written for the reports and waits for an agreement: no edition tells it. Nothing when the reader reads none. */
export async function heldBackBlocks(ctx: Context): Promise<Block[]> {
	const texts = await ctx.db
		.select({ one: editionText, year: edition.year })
		.from(editionText)
		.innerJoin(edition, eq(edition.id, editionText.editionId))
		.where(and(visible(ctx, editionText), visible(ctx, edition)))
		.orderBy(desc(edition.year), asc(editionText.code))
		.limit(MOST);
	const quotations = await ctx.db
		.select({ one: quotation, year: edition.year })
		.from(quotation)
		.innerJoin(edition, eq(edition.id, quotation.editionId))
		.where(and(visible(ctx, quotation), visible(ctx, edition)))
		.orderBy(desc(edition.year), asc(quotation.code))
		.limit(MOST);
	const items: ListBlock['items'] = [
		...texts
			.filter(({ one }) => isTextHeldBack(one))
			.map(({ one, year }) => ({
				content: [
					`Rapport ${String(year)} : ${one.title ?? shortened(toPlainText(one.text))}`,
					{ record: { kind: 'editionText', id: one.id, name: one.title ?? 'le texte' } }
				]
			})),
		...quotations
			.filter(({ one }) => isQuotationHeldBack(one))
			.map(({ one, year }) => ({
				content: [
					`Rapport ${String(year)} : « ${shortened(one.text)} »`,
					{ record: { kind: 'quotation', id: one.id, name: 'la citation' } }
				]
			}))
	];
	if (items.length === 0) return [];
	return [{ kind: 'list', title: 'Attendent l’accord de la personne', items }];
}

function shortened(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
