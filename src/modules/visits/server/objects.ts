import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf, type Audience } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';
import { passageSections, visitStates } from '../labels.ts';
import { visitPath } from '../paths.ts';
import { editionOf, mayPrint, ofName } from '../rules.ts';
import { visit, visitFact, visitPassage } from './tables.ts';

/** What a visit is called to these readers: its own words and who received it are told to no more people than may read them. */
function titleOf(
	row: typeof visit.$inferSelect,
	host: typeof organisation.$inferSelect,
	readers: Audience
): string {
	if (row.title && isAsWide(row.audience, readers)) return row.title;
	return isAsWide(host.audience, readers) ? `Visite ${ofName(host.name)}` : 'Visite';
}

export const objects: ObjectKind[] = [
	{
		kind: 'visit',
		label: 'visite',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ visit, host: organisation })
				.from(visit)
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(inArray(visit.id, ids));
			const facts = await ctx.db
				.select({
					visitId: visitFact.visitId,
					id: visitFact.id,
					label: visitFact.label,
					text: visitFact.text,
					audience: visitFact.audience
				})
				.from(visitFact)
				.where(inArray(visitFact.visitId, ids));
			return rows.map(({ visit: row, host }) => ({
				id: row.id,
				title: titleOf(row, host, row.audience),
				line: `${formatPartialDate(row.date)} · ${labelOf(visitStates, row.state)}`,
				path: visitPath(row.code),
				text: [
					isAsWide(host.audience, row.audience) ? host.name : null,
					row.quoteConsented ? row.quote : null,
					...facts
						.filter((fact) => fact.visitId === row.id && isAsWide(fact.audience, row.audience))
						.flatMap((fact) => [fact.label, fact.text])
				]
					.filter(Boolean)
					.join(' '),
				audience: row.audience
			}));
		}
	},
	{
		// A passage is found on its own, so that a held-back one is found by the team alone.
		kind: 'visitPassage',
		label: 'passage de visite',
		indexed: true,
		within: ['visit'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ passage: visitPassage, visit, host: organisation })
				.from(visitPassage)
				.innerJoin(visit, eq(visit.id, visitPassage.visitId))
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(inArray(visitPassage.id, ids));
			return rows.map(({ passage, visit: of, host }) => ({
				id: passage.id,
				title: `${isAsWide(host.audience, passage.audience) ? host.name : 'Visite'} : ${labelOf(passageSections, passage.section)}`,
				line: [
					titleOf(of, host, passage.audience),
					isAsWide(of.audience, passage.audience) ? formatPartialDate(of.date) : null
				]
					.filter(Boolean)
					.join(', '),
				path: `${visitPath(of.code)}#${passageSections[passage.section].word}`,
				text: toPlainText(passage.text),
				audience: mayPrint(passage, editionOf(of)) ? passage.audience : 'team'
			}));
		}
	},
	{
		kind: 'visitFact',
		label: 'fait de visite',
		indexed: false,
		within: ['visit'],
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ fact: visitFact, code: visit.code })
				.from(visitFact)
				.innerJoin(visit, eq(visit.id, visitFact.visitId))
				.where(inArray(visitFact.id, ids));
			return rows.map(({ fact, code }) => ({
				id: fact.id,
				title: fact.label,
				line: fact.text ?? '',
				path: visitPath(code),
				text: '',
				audience: fact.audience
			}));
		}
	}
];
