import { asc } from 'drizzle-orm';
import type { Metric } from '#core/server/contract.ts';
import { listEpcis } from './queries.ts';
import { commune } from './tables.ts';

export const metrics: Metric[] = [
	{
		id: 'territory.communes',
		label: 'Communes du périmètre',
		unit: 'communes',
		rule: 'Communes inscrites au périmètre du collectif, chacune comptée une fois, dans leur découpage officiel.',
		compute: async (ctx) => {
			const rows = await ctx.db
				.select({ id: commune.id, name: commune.name, audience: commune.audience })
				.from(commune)
				.orderBy(asc(commune.name));
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'commune',
					id: row.id,
					label: row.name,
					path: '/territoire',
					audience: row.audience
				}))
			};
		}
	},
	{
		id: 'territory.epcis',
		label: 'Intercommunalités',
		unit: 'intercommunalités',
		rule: 'Intercommunalités dont au moins une commune est du périmètre au 31 décembre, chacune comptée une fois.',
		compute: async (ctx, { year }) => {
			const rows = (await listEpcis(ctx, `${String(year)}-12-31`)).filter(
				(one) => one.communes.length > 0
			);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'epci',
					id: row.code,
					label: row.name,
					detail: `${String(row.communes.length)} communes`,
					path: row.path,
					audience: 'public' as const
				}))
			};
		}
	}
];
