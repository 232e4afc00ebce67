import { eq, isNotNull, isNull } from 'drizzle-orm';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { Doubt } from '#core/server/contract.ts';
import { contradictions, type Membership } from '../rules.ts';
import { findOfficialEpci } from './official-lists.ts';
import { listMemberships, readPerimeter } from './queries.ts';
import { commune, epci, indicator, indicatorValue } from './tables.ts';

const MOST = 50;

export const doubts: Doubt[] = [
	{
		id: 'territory.two-epcis',
		title: 'Une commune est dans deux intercommunalités le même jour',
		find: async (ctx) => {
			const byCommune = Map.groupBy(await listMemberships(ctx), (row) => row.communeCode);
			const names = await communeNames(ctx);
			return [...byCommune].flatMap(([code, own]) =>
				contradictions(own).map(([one, other]) => ({
					finding: `${names.get(code) ?? code} (${code}) : ${saidOf(one)}, et ${saidOf(other)}.`,
					settle: 'Corrigez les dates dans appartenances.csv : une seule des deux vaut ce jour-là.',
					path: '/territoire'
				}))
			);
		}
	},
	{
		id: 'territory.elsewhere',
		title: 'Une commune du périmètre est d’une intercommunalité qui n’est pas comptée',
		find: async (ctx) => {
			const day = `${String(ctx.collective.settings.year)}-12-31`;
			const { elsewhere } = await readPerimeter(ctx, day);
			return elsewhere.slice(0, MOST).map(({ commune: one, epci: name }) => ({
				finding: `${one.name} (${one.code}) : ${name ?? 'aucune intercommunalité'} au ${formatPartialDate(partialDate(day))}.`,
				settle:
					'Si cette intercommunalité est du périmètre, ajoutez-la à intercommunalites.csv ; sinon le rapport dit l’exception. Vérifiez les dates dans appartenances.csv.',
				path: '/territoire'
			}));
		}
	},
	{
		id: 'territory.no-directory-record',
		title: 'Une intercommunalité n’a pas de fiche dans l’annuaire',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ code: epci.code, name: epci.name })
				.from(epci)
				.where(isNull(epci.organisationCode))
				.limit(MOST);
			return rows.map((row) => ({
				finding: `${row.name} (${row.code}) n’est reliée à aucune organisation.`,
				settle:
					'Écrivez le code de son organisation dans la colonne organisation d’intercommunalites.csv.',
				path: `/territoire/${row.code}`
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
				.limit(MOST);
			return rows.map((row) => ({
				finding: `${row.name} (${row.code}) n’a ni latitude ni longitude.`,
				settle: 'Complétez communes.csv, ou lancez « fanal territoire ».',
				path: '/territoire'
			}));
		}
	},
	{
		id: 'territory.second-hand',
		title: 'Un indicateur est repris d’un document qui le cite',
		find: async (ctx) => {
			const rows = await ctx.db
				.selectDistinctOn([indicator.label, indicatorValue.citedBy, indicatorValue.source], {
					id: indicatorValue.id,
					code: indicator.code,
					label: indicator.label,
					citedBy: indicatorValue.citedBy,
					source: indicatorValue.source
				})
				.from(indicatorValue)
				.innerJoin(indicator, eq(indicator.id, indicatorValue.indicatorId))
				.where(isNotNull(indicatorValue.citedBy))
				.limit(MOST);
			return rows.map((row) => ({
				finding: `« ${row.label} » est lu dans : ${row.citedBy ?? ''}.`,
				settle:
					'Relisez la valeur chez qui la publie, puis videz la colonne cite_par de valeurs-indicateurs.csv.',
				path: '/territoire',
				...(row.source ? { source: row.source } : {})
			}));
		}
	}
];

async function communeNames(ctx: Context): Promise<Map<string, string>> {
	const rows = await ctx.db.select({ code: commune.code, name: commune.name }).from(commune);
	return new Map(rows.map((row) => [row.code, row.name]));
}

/** "CA de Cambrai depuis le 1er janvier 2023 jusqu’au 1er janvier 2024 (exclu)". */
function saidOf({ epciCode, from, until }: Membership): string {
	const day = (text: string) => formatPartialDate(partialDate(text));
	return [
		findOfficialEpci(epciCode)?.name ?? epciCode,
		from ? `depuis le ${day(from)}` : '',
		until ? `jusqu’au ${day(until)} (exclu)` : ''
	]
		.filter(Boolean)
		.join(' ');
}
