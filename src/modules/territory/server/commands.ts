import { and, inArray, isNull, like } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { anyKind } from '#core/server/kinds.ts';
import { authorise } from '#core/server/permissions.ts';
import { saveRecords, type Row } from '#core/server/records.ts';
import { epciKind, epciMembershipKind } from './exchange.ts';
import { officialEpciByCommune, VINTAGE } from './official-lists.ts';
import { commune, epci, epciMembership } from './tables.ts';

/** What the source of a row taken from the official lists starts with, whatever the vintage. */
const OFFICIAL = 'Découpage administratif';

/**
 * Gives each commune of the perimeter its EPCI of the official vintage, opens the EPCI that the folder did not
 * name, and drops what an older vintage said. Dated exceptions stay. Repeating it changes nothing.
 */
export async function refreshMemberships(ctx: Context): Promise<void> {
	authorise(ctx, 'territory.write');
	const communes = await ctx.db.select({ id: commune.id, code: commune.code }).from(commune);
	const official = officialEpciByCommune();
	const wanted = communes.flatMap((row) => {
		const siren = official.get(row.code);
		return siren ? [{ communeId: row.id, epciCode: siren }] : [];
	});
	const source = `${OFFICIAL} ${String(VINTAGE)} (INSEE, DGCL)`;
	await dropOutdated(ctx, wanted);
	await save(
		ctx,
		anyKind(epciKind),
		(await missingEpcis(ctx, wanted)).map((code) => ({ code, source }))
	);
	await save(
		ctx,
		anyKind(epciMembershipKind),
		wanted.map((row) => ({ ...row, from: null, until: null, source }))
	);
	await tellSearch(ctx);
}

interface Wanted {
	communeId: string;
	epciCode: string;
}

async function missingEpcis(ctx: Context, wanted: Wanted[]): Promise<string[]> {
	const rows = await ctx.db.select({ code: epci.code }).from(epci);
	const known = new Set(rows.map((row) => row.code));
	return [...new Set(wanted.map((row) => row.epciCode))].filter((code) => !known.has(code));
}

/** Undated rows of an older vintage that the present one contradicts. */
async function dropOutdated(ctx: Context, wanted: Wanted[]): Promise<void> {
	const present = new Set(wanted.map((row) => `${row.communeId}/${row.epciCode}`));
	const rows = await ctx.db
		.select({
			id: epciMembership.id,
			communeId: epciMembership.communeId,
			epciCode: epciMembership.epciCode
		})
		.from(epciMembership)
		.where(
			and(
				isNull(epciMembership.from),
				isNull(epciMembership.until),
				like(epciMembership.source, `${OFFICIAL} %`)
			)
		);
	const outdated = rows.filter((row) => !present.has(`${row.communeId}/${row.epciCode}`));
	if (outdated.length === 0) return;
	const ids = outdated.map((row) => row.id);
	await ctx.db.delete(epciMembership).where(inArray(epciMembership.id, ids));
	await record(
		ctx,
		outdated.map((row) => ({
			event: 'epciMembership.removed',
			kind: 'epciMembership',
			recordId: row.id,
			data: { communeId: row.communeId, epciCode: row.epciCode }
		}))
	);
}

async function save(
	ctx: Context,
	kind: Parameters<typeof saveRecords>[1],
	rows: Row[]
): Promise<void> {
	if (rows.length > 0) await saveRecords(ctx, kind, rows);
}

/** An EPCI is found by the names of its communes: it is found anew when they change. */
async function tellSearch(ctx: Context): Promise<void> {
	if (!ctx.touched.has('commune') && !ctx.touched.has('epciMembership')) return;
	const rows = await ctx.db.select({ id: epci.id }).from(epci);
	const ids = ctx.touched.get('epci') ?? new Set<string>();
	for (const row of rows) ids.add(row.id);
	ctx.touched.set('epci', ids);
}
