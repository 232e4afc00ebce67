import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { objectKinds } from '#modules/all.ts';
import { SAME_AGAIN } from './another.ts';
import { editableFields } from './fields.ts';
import { homeOf, kindOf } from './home.ts';
import { typedRow } from './sentence.ts';

const WITHIN_MS = 10 * 60_000;
/** Records looked at, the latest first: nobody adds more in ten minutes. */
const MOST = 50;

/**
 * Asks (422) before a second record is made of what somebody has just added: Back draws the form again, filled, under another
 * identifier. The refusal names the record that was added, and where it is read.
 */
export async function refuseSameAgain(
	ctx: Context,
	kindName: string,
	id: string,
	texts: Record<string, string>
): Promise<void> {
	const kind = kindOf(kindName);
	const own = await justAdded(ctx, kind);
	if (own.length === 0 || own.some((row) => row['id'] === id)) return;
	const typed = await typedRow(ctx, kind, texts);
	const same = own.find((row) => isSame(kind, row, typed));
	if (!same) return;
	const { path } = await homeOf(ctx, kind, same);
	const [told] = (await objectKinds.get(kind.name)?.describe(ctx, [String(same['id'])])) ?? [];
	throw new Refused('invalid', [
		{
			code: SAME_AGAIN,
			message: `Vous venez d’ajouter la même fiche${told ? ` : « ${told.title} »` : ''}. Pour en ajouter une seconde, pareille, pressez encore « Ajouter ».`,
			path
		}
	]);
}

/** What the actor added in the last minutes and may read. */
async function justAdded(ctx: Context, kind: AnyKind): Promise<Row[]> {
	if (ctx.actor.kind !== 'person') return [];
	const lines = await ctx.db
		.select({ id: journal.recordId })
		.from(journal)
		.where(
			and(
				eq(journal.kind, kind.name),
				eq(journal.event, `${kind.name}.created`),
				eq(journal.account, ctx.actor.account),
				gt(journal.at, new Date(ctx.now.getTime() - WITHIN_MS))
			)
		)
		.orderBy(desc(journal.at))
		.limit(MOST);
	const ids = lines.flatMap(({ id }) => id ?? []);
	if (ids.length === 0) return [];
	const rows = await storedRows(ctx, kind, inArray(kind.table.id, ids));
	return rows.filter((row) => mayRead(ctx.actor, row['audience'] as Audience)); // the column of every record
}

/** Every answer of the form but its readers, which the program may have settled. */
function isSame(kind: AnyKind, row: Row, typed: Row): boolean {
	return editableFields(kind)
		.filter(([field, { type }]) => field !== readersField(kind) && !type.many && !type.file)
		.every(
			([field]) => JSON.stringify(row[field] ?? null) === JSON.stringify(typed[field] ?? null)
		);
}
