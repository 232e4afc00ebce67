import { and, eq } from 'drizzle-orm';
import type { Doubt } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { organisation } from '#modules/network/index.ts';
import { isObtained } from '../rules.ts';
import { listFundings } from './queries.ts';
import { agreement } from './tables.ts';

export const doubts: Doubt[] = [
	{
		id: 'fundings.no-amount',
		title: 'Un financement obtenu n’a pas de montant',
		find: async (ctx) =>
			(await listFundings(ctx))
				.filter(
					(line) => line.type !== 'label' && isObtained(line.state) && line.grantedCents === null
				)
				.map((line) => ({
					finding: `${line.title} : obtenu, sans montant accordé.`,
					settle:
						'Relevez le montant sur la notification et écrivez-le dans financements.csv (montant_accorde).',
					path: '/financements',
					...(line.source ? { source: line.source } : {})
				}))
	},
	{
		id: 'fundings.unknown-agreement',
		title: 'L’état d’une convention n’est pas connu',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					id: agreement.id,
					code: organisation.code,
					name: organisation.name,
					source: agreement.source
				})
				.from(agreement)
				.innerJoin(organisation, eq(organisation.id, agreement.partyId))
				.where(
					and(eq(agreement.state, 'unknown'), visible(ctx, agreement), visible(ctx, organisation))
				);
			return rows.map((row) => ({
				finding: `${row.name} : la convention est-elle signée ?`,
				settle: 'Demandez la date de signature, puis écrivez l’état dans conventions.csv.',
				path: '/financements',
				...(row.source ? { source: row.source } : {})
			}));
		}
	}
];
