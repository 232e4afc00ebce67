import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { toPlainText } from '#core/rich-text.ts';
import { labelOf } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';
import { passageSections, visitStates } from '../labels.ts';
import { visitPath } from '../paths.ts';
import { editionOf, mayPrint, ofName } from '../rules.ts';
import { visit, visitFact, visitPassage } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'visit',
		label: 'visite',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ visit, name: organisation.name })
				.from(visit)
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(inArray(visit.id, ids));
			const facts = await ctx.db
				.select({
					visitId: visitFact.visitId,
					label: visitFact.label,
					text: visitFact.text,
					audience: visitFact.audience
				})
				.from(visitFact)
				.where(inArray(visitFact.visitId, ids));
			return rows.map(({ visit: row, name }) => ({
				id: row.id,
				title: row.title ?? `Visite ${ofName(name)}`,
				line: `${formatPartialDate(row.date)} · ${labelOf(visitStates, row.state)}`,
				path: visitPath(row.code),
				text: [
					name,
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
		describe: async (ctx, ids) => {
			const rows = await ctx.db
				.select({ passage: visitPassage, visit, name: organisation.name })
				.from(visitPassage)
				.innerJoin(visit, eq(visit.id, visitPassage.visitId))
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(inArray(visitPassage.id, ids));
			return rows.map(({ passage, visit: of, name }) => ({
				id: passage.id,
				title: `${name} : ${labelOf(passageSections, passage.section)}`,
				line: of.title ?? `Visite ${ofName(name)}, ${formatPartialDate(of.date)}`,
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
