import type { Context } from '#core/server/context.ts';
import { anyKind } from '#core/server/kinds.ts';
import { saveRecords, type Row } from '#core/server/records.ts';
import { epciKind, epciMembershipKind } from './exchange.ts';
import { officialEpciByCommune, VINTAGE } from './official-lists.ts';
import { commune, epci } from './tables.ts';

/**
 * Gives each commune of the perimeter its EPCI of the official vintage, and opens the EPCI that the folder did
 * not name. Dated exceptions stay. Repeating it changes nothing.
 */
export async function refreshMemberships(ctx: Context): Promise<void> {
	const communes = await ctx.db.select({ id: commune.id, code: commune.code }).from(commune);
	const official = officialEpciByCommune();
	const wanted = communes.flatMap((row) => {
		const siren = official.get(row.code);
		return siren ? [{ communeId: row.id, epciCode: siren }] : [];
	});
	const source = `Découpage administratif ${String(VINTAGE)} (INSEE, DGCL)`;
	const known = new Set(
		(await ctx.db.select({ code: epci.code }).from(epci)).map((row) => row.code)
	);
	const missing = [...new Set(wanted.map((row) => row.epciCode))].filter(
		(code) => !known.has(code)
	);
	await save(
		ctx,
		anyKind(epciKind),
		missing.map((code) => ({ code, source }))
	);
	await save(
		ctx,
		anyKind(epciMembershipKind),
		wanted.map((row) => ({ ...row, from: null, until: null, source }))
	);
}

async function save(
	ctx: Context,
	kind: Parameters<typeof saveRecords>[1],
	rows: Row[]
): Promise<void> {
	if (rows.length > 0) await saveRecords(ctx, kind, rows);
}
