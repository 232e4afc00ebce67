import { eq, inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { ObjectKind } from '#core/server/contract.ts';
import { labelOf } from '#core/vocabulary.ts';
import { organisation } from '#modules/network/index.ts';
import { needSenses, needStates, needThemes } from '../labels.ts';
import { needPath } from '../paths.ts';
import { need, needOrganisation } from './tables.ts';

export const objects: ObjectKind[] = [
	{
		kind: 'need',
		label: 'besoin ou offre',
		indexed: true,
		describe: async (ctx, ids) => {
			const rows = await ctx.db.select().from(need).where(inArray(need.id, ids));
			const askers = await ctx.db
				.select({
					needId: needOrganisation.needId,
					id: organisation.id,
					name: organisation.name,
					audience: organisation.audience
				})
				.from(needOrganisation)
				.innerJoin(organisation, eq(organisation.id, needOrganisation.organisationId))
				.where(inArray(needOrganisation.needId, ids));
			return rows.map((row) => ({
				id: row.id,
				title: row.title,
				line: [
					labelOf(needSenses, row.sense),
					labelOf(needThemes, row.theme),
					labelOf(needStates, row.state)
				].join(' · '),
				path: needPath(row.code),
				text: [
					row.words,
					row.answer,
					...askers
						.filter((one) => one.needId === row.id && isAsWide(one.audience, row.audience))
						.map((one) => one.name)
				]
					.filter(Boolean)
					.join(' '),
				audience: row.audience
			}));
		}
	}
];
