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
	const same = own.find((row) => changesIn(kind, row, typed).length === 0);
	const close = same ?? own.find((row) => isCorrected(changesIn(kind, row, typed)));
	if (!close) return;
	const closest = String(close['id']);
	const [told] = (await objectKinds.get(kind.name)?.describe(ctx, [closest])) ?? [];
	const called = told ? ` : « ${told.title} »` : '';
	throw new Refused('invalid', [
		same
			? {
					code: SAME_AGAIN,
					message: `Vous venez d’ajouter la même fiche${called}. Pour en ajouter une seconde, pareille, pressez encore « Ajouter ».`,
					path: (await homeOf(ctx, kind, same)).path
				}
			: {
					code: SAME_AGAIN,
					message: `Vous venez d’ajouter une fiche presque pareille${called}. Pour la corriger, modifiez-la ; pour en ajouter une seconde, pressez encore « Ajouter ».`,
					path: `/modifier/${kind.name}/${closest}`
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

/** The answers that differ, of all those of the form but its readers, which the program may have settled: before and after. */
function changesIn(kind: AnyKind, row: Row, typed: Row): [before: unknown, after: unknown][] {
	return editableFields(kind)
		.filter(([field, { type }]) => field !== readersField(kind) && !type.many && !type.file)
		.map(([field]): [unknown, unknown] => [row[field] ?? null, typed[field] ?? null])
		.filter(([before, after]) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Letters that a hand corrects at once. */
const SLIP = 3;
/** A text shorter than this is another one as soon as a letter changes. */
const SHORT = 8;

/**
 * Is this one text, put right by a few letters? Between what begins and what ends alike, no digit: « Point 1 » then « Point 2 » are two
 * things.
 */
function isCorrected(changes: [before: unknown, after: unknown][]): boolean {
	const [[before, after] = [], ...more] = changes;
	if (more.length > 0 || typeof before !== 'string' || typeof after !== 'string') return false;
	const [short, long] = [before, after].sort((a, b) => a.length - b.length) as [string, string];
	if (short.length < SHORT) return false;
	let start = 0;
	while (start < short.length && short[start] === long[start]) start += 1;
	let end = 0;
	while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end += 1;
	const changed = [short, long].map((one) => one.slice(start, one.length - end));
	return changed.every((one) => one.length <= SLIP && !/\d/.test(one));
}
