import { isNull } from 'drizzle-orm';
import type { Doubt } from '#core/server/contract.ts';
import { listMemberships } from './queries.ts';
import { commune } from './tables.ts';

export const doubts: Doubt[] = [
	{
		id: 'territory.two-epcis',
		title: 'Une commune change d’intercommunalité selon l’année',
		find: async (ctx) => {
			const byCommune = Map.groupBy(await listMemberships(ctx), (row) => row.communeCode);
			return [...byCommune]
				.filter(([, rows]) => rows.length > 1)
				.map(([code, rows]) => ({
					finding: `La commune ${code} : ${rows.map((row) => `${row.epciCode}${row.from ? ` du ${row.from}` : ''}${row.until ? ` au ${row.until}` : ''}`).join(', ')}.`,
					settle:
						'Vérifiez les dates dans appartenances.csv : un décompte par intercommunalité en dépend.',
					path: '/territoire'
				}));
		}
	},
	{
		id: 'territory.no-point',
		title: 'Une commune n’a pas de point sur la carte',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ name: commune.name, code: commune.code })
				.from(commune)
				.where(isNull(commune.longitude))
				.limit(50);
			return rows.map((row) => ({
				finding: `${row.name} (${row.code}) n’a ni latitude ni longitude.`,
				settle: 'Complétez communes.csv, ou lancez « fanal territoire ».',
				path: '/territoire'
			}));
		}
	}
];
