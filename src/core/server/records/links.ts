import { inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import type { AnyKind, LinkTable } from '../kinds.ts';
import { chunked, columnsOf, type Row } from './rows.ts';

/** The columns of a kind that hold several references, with their link tables. */
export function linkEntries(kind: AnyKind): [string, LinkTable][] {
	return Object.entries(kind.links ?? {}).flatMap(([field, link]) => (link ? [[field, link]] : []));
}

/** Identifiers referred to, by the record that refers; of these records only, when they are named. */
export async function linkedIds(
	ctx: Context,
	link: LinkTable,
	owners?: string[]
): Promise<Map<string, string[]>> {
	const column = columnsOf(link.table)[link.owner];
	const rows: Row[] = await ctx.db
		.select()
		.from(link.table)
		.where(owners && column ? inArray(column, owners) : undefined);
	const byOwner = new Map<string, string[]>();
	for (const row of rows) {
		const owner = String(row[link.owner]);
		byOwner.set(owner, [...(byOwner.get(owner) ?? []), String(row[link.target])]);
	}
	return byOwner;
}

/** Writes the links of these records over those they had. */
export async function saveLinks(
	ctx: Context,
	kind: AnyKind,
	written: { id: string; input: Row }[]
): Promise<void> {
	if (written.length === 0) return;
	for (const [field, link] of linkEntries(kind)) {
		const owner = columnsOf(link.table)[link.owner];
		if (!owner) throw new Error(`${kind.name}: link ${field} has no owner column`);
		const ids = written.map(({ id }) => id);
		await ctx.db.delete(link.table).where(inArray(owner, ids));
		const rows = written.flatMap(
			({ id, input }) =>
				((input[field] as string[] | null) ?? []).map((target) => ({
					[link.owner]: id,
					[link.target]: target
				})) // read by refsCell
		);
		for (const chunk of chunked(rows)) await ctx.db.insert(link.table).values(chunk);
	}
}
