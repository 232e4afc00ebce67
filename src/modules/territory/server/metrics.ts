import { dayOf, type MetricRow, type MetricScope } from '#core/metrics.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { compareFrench, counted } from '#core/words.ts';
import { epciPath } from '../paths.ts';
import { epciOn } from '../rules.ts';
import { VINTAGE } from './official-lists.ts';
import { listMemberships, readPerimeter } from './queries.ts';
import { commune, epci } from './tables.ts';

/** The communes, each leading to the page of its EPCI at the day. */
async function communeRows(ctx: Context, asOf: string) {
	const rows = await ctx.db
		.select({
			id: commune.id,
			code: commune.code,
			name: commune.name,
			population: commune.population,
			arrondissement: commune.arrondissementName,
			audience: commune.audience
		})
		.from(commune)
		.where(nameable(ctx, commune));
	rows.sort((a, b) => compareFrench(a.name, b.name));
	const memberships = await listMemberships(ctx);
	const known = new Set(
		(await ctx.db.select({ code: epci.code }).from(epci).where(nameable(ctx, epci))).map(
			(row) => row.code
		)
	);
	return rows.map((row) => {
		const own = epciOn(memberships, row.code, asOf);
		const path = own && known.has(own) ? epciPath(own) : '/territoire';
		return { ...row, path };
	});
}

/** Communes whose population is known. */
const peopled = async (ctx: Context, scope: MetricScope) =>
	(await communeRows(ctx, dayOf(scope))).flatMap(({ population, ...row }) =>
		population === null ? [] : [{ ...row, population }]
	);

/** The perimeter holds some hundreds of communes, whatever the number of members: its rows are lists at hand. */
export const metrics: Metric[] = [
	{
		id: 'territory.communes',
		label: 'Communes du périmètre',
		unit: 'communes',
		rule: `Communes inscrites au périmètre du collectif, chacune comptée une fois, dans le découpage officiel de ${String(VINTAGE)}.`,
		compute: async (ctx, scope) => ({ value: (await communeRows(ctx, dayOf(scope))).length }),
		rows: async (ctx, scope) =>
			(await communeRows(ctx, dayOf(scope))).map((row): MetricRow => ({
				kind: 'commune',
				id: row.id,
				label: row.name,
				...(row.arrondissement ? { detail: `arrondissement : ${row.arrondissement}` } : {}),
				path: row.path,
				audience: row.audience
			}))
	},
	{
		id: 'territory.epcis',
		label: 'Intercommunalités',
		unit: 'intercommunalités',
		rule: 'Intercommunalités du périmètre qui ont au moins une de ses communes au {jour}, chacune comptée une fois ; une intercommunalité voisine qui n’en a une que par exception n’est pas comptée.',
		compute: async (ctx, scope) => ({
			value: (await readPerimeter(ctx, dayOf(scope))).epcis.length
		}),
		rows: async (ctx, scope) =>
			(await readPerimeter(ctx, dayOf(scope))).epcis.map((row) => ({
				kind: 'epci',
				id: row.id,
				label: row.name,
				detail: counted(row.communes.length, 'commune'),
				path: row.path,
				audience: row.audience
			}))
	},
	{
		id: 'territory.population',
		label: 'Population municipale du périmètre',
		unit: 'habitants',
		rule: `Somme des populations municipales des communes du périmètre, millésime ${String(VINTAGE)} de l’INSEE : ni la population totale, ni celle d’une autre année.`,
		compute: async (ctx, scope) => {
			const communes = await peopled(ctx, scope);
			return {
				value:
					communes.length === 0 ? null : communes.reduce((sum, row) => sum + row.population, 0),
				note: `Populations du millésime ${String(VINTAGE)}, quelle que soit l’année du rapport`
			};
		},
		rows: async (ctx, scope) =>
			(await peopled(ctx, scope)).map((row) => ({
				kind: 'commune',
				id: row.id,
				label: row.name,
				detail: `${formatNumber(row.population)} habitants`,
				path: row.path,
				audience: row.audience
			}))
	}
];
