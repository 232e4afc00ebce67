import { eq } from 'drizzle-orm';
import type { Metric } from '#core/server/contract.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { isActiveIn } from '../rules.ts';
import { deliverable, group, groupParticipant } from './tables.ts';

export const metrics: Metric[] = [
	{
		id: 'groups.working',
		label: 'Groupes de travail',
		unit: 'groupes',
		rule: 'Groupes de travail actifs à un moment de l’année, chacun compté une fois, même si deux portent le même numéro.',
		compute: async (ctx, { year }) => {
			const rows = (
				await ctx.db
					.select()
					.from(group)
					.where(eq(group.type, 'workingGroup'))
					.orderBy(group.position)
			).filter((row) => isActiveIn(row, year) && row.circle === 'ptce');
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'group',
					id: row.id,
					label: groupTitle(row),
					path: groupPath(row.code),
					audience: row.audience
				}))
			};
		}
	},
	{
		id: 'groups.participants',
		label: 'Organisations dans les groupes',
		unit: 'organisations',
		rule: 'Organisations nommées dans au moins un groupe, une commission ou un comité, chacune comptée une fois ; les listes ouvertes peuvent en cacher d’autres.',
		compute: async (ctx) => {
			const rows = await ctx.db
				.selectDistinct({
					id: organisation.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience
				})
				.from(groupParticipant)
				.innerJoin(organisation, eq(organisation.id, groupParticipant.organisationId))
				.orderBy(organisation.name);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'organisation',
					id: row.id,
					label: row.name,
					path: organisationPath(row.code),
					audience: row.audience
				}))
			};
		}
	},
	{
		id: 'groups.deliverables',
		label: 'Livrables produits',
		unit: 'livrables',
		rule: 'Livrables des groupes et commissions à l’état « produit », chacun compté une fois.',
		compute: async (ctx) => {
			const rows = await ctx.db
				.select({
					id: deliverable.id,
					title: deliverable.title,
					audience: deliverable.audience,
					code: group.code,
					number: group.number,
					name: group.name
				})
				.from(deliverable)
				.innerJoin(group, eq(group.id, deliverable.groupId))
				.where(eq(deliverable.state, 'produced'))
				.orderBy(group.position, deliverable.code);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'deliverable',
					id: row.id,
					label: row.title,
					detail: groupTitle(row),
					path: groupPath(row.code),
					audience: row.audience
				}))
			};
		}
	}
];
