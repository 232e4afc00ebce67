import { and, eq } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import { partsOf, type AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { readersInWords } from './readers.ts';

/** Parts of a record that fewer people read than the record, of those that the actor reads: "2 décisions", "le bureau". */
export async function listNarrowerParts(
	ctx: Context,
	kind: AnyKind,
	row: Row
): Promise<{ label: string; readers: string }[]> {
	const page = row['audience'] as Audience; // the column of every record
	const found: { label: string; readers: string }[] = [];
	for (const { part, field } of partsOf(kind)) {
		const column = columnsOf(part.table)[field];
		if (!column || part.columns[field]?.type.many) continue;
		const mine = and(eq(column, row['id']), visible(ctx, part.table));
		const rows = (await storedRows(ctx, part, mine)).filter(
			(one) => !isAsWide(one['audience'] as Audience, page) // as above
		);
		for (const [audience, own] of Map.groupBy(rows, (one) => one['audience'] as Audience))
			found.push({
				label: `${String(own.length)} ${own.length > 1 ? part.plural : part.singular}`,
				readers: await readersInWords(ctx, audience)
			});
	}
	return found;
}
