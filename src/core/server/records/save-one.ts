import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { mayRead } from '../../actor.ts';
import { absent, Refused, type Refusal } from '../../errors.ts';
import type { Audience } from '../../vocabulary.ts';
import { authoriseRows } from '../belonging.ts';
import { followCode, disinherit } from '../circles.ts';
import type { Context } from '../context.ts';
import { record } from '../journal.ts';
import { authoriseBecoming } from '../keeping.ts';
import type { AnyKind } from '../kinds.ts';
import { authorise } from '../permissions.ts';
import { holdWholes, moved } from './held.ts';
import { saveLinks } from './links.ts';
import { settleParts, withReaders } from './readers.ts';
import type { Row } from './rows.ts';
import { rowsOfKey, storedRows } from './stored.ts';
import { differences, journalLine, linkValues, tableValues } from './values.ts';

/**
 * Creates one record from a form. Refuses (403) without the right, (422) when the rules of the kind refuse it or when
 * its key is taken: a form never writes over a record that its author has not seen. Returns its identifier.
 */
export async function createRecord(
	ctx: Context,
	kind: AnyKind,
	typed: Row,
	id: string = uuidv7()
): Promise<string> {
	authorise(ctx, kind.permission);
	await holdWholes(ctx, kind, [typed]);
	const [input = typed] = await withReaders(ctx, kind, [typed], [undefined]);
	await authoriseRows(ctx, kind, [input]);
	refuse(kind.check?.(input));
	const [taken] = await rowsOfKey(ctx, kind, input);
	if (taken) refuse([keyTaken(ctx, kind, taken)]);
	await refuseUnadmitted(ctx, kind, [input]);
	const values = tableValues(kind, input);
	await authoriseBecoming(ctx, kind, null, { ...input, ...values });
	await disinherit(ctx, kind, [values]);
	await ctx.db.insert(kind.table).values({ ...values, id });
	await saveLinks(ctx, kind, [{ id, input }]);
	await record(ctx, [journalLine(kind, 'created', id, values, {})]);
	return id;
}

/**
 * Changes one record from a form, its key included. `version` is the one that was read: refuses (422, `stale`) when
 * somebody has changed the record since. Refuses (404) an unknown record, (403) one that the actor may not write, as
 * it stands or as it would become. Returns whether anything changed. `isOpening`: by the act of publishing, which closes no part.
 */
export async function changeRecord(
	ctx: Context,
	kind: AnyKind,
	id: string,
	typed: Row,
	version: number,
	{ isOpening = false } = {}
): Promise<boolean> {
	authorise(ctx, kind.permission);
	const [before] = await storedRows(ctx, kind, eq(kind.table.id, id));
	if (!before) throw absent('Cette fiche n’existe plus.');
	await holdWholes(ctx, kind, [before, typed]);
	const [input = typed] = await withReaders(ctx, kind, [typed], [before]);
	await authoriseRows(ctx, kind, [before, { ...input, id }]);
	refuse(kind.check?.(input));
	const values = tableValues(kind, input);
	const changes = differences(kind, before, { ...values, ...linkValues(kind, input) });
	if (Object.keys(changes).length === 0) return false;
	await authoriseBecoming(ctx, kind, before, { ...input, ...values, id });
	const others = (await rowsOfKey(ctx, kind, input)).filter((row) => row['id'] !== id);
	const [other] = others;
	if (other) refuse([keyTaken(ctx, kind, other)]);
	const written = await ctx.db
		.update(kind.table)
		.set({ ...values, version: version + 1, updatedAt: ctx.now })
		.where(and(eq(kind.table.id, id), eq(kind.table.version, version)))
		.returning({ id: kind.table.id });
	if (written.length === 0) refuse([moved()]);
	await saveLinks(ctx, kind, [{ id, input }]);
	await record(ctx, [journalLine(kind, 'changed', id, values, changes)]);
	await settleParts(ctx, kind, before, { ...before, ...values }, { isOpening });
	await followCode(ctx, kind, before, values);
	return true;
}

/** Refuses (422) new rows that the stored past forbids. */
export async function refuseUnadmitted(ctx: Context, kind: AnyKind, rows: Row[]): Promise<void> {
	const forbidden = rows.length === 0 ? undefined : await kind.admits?.(ctx, rows);
	const field = kind.key[0] ?? '';
	for (const [index, message] of forbidden ?? [])
		refuse([
			{ code: 'not-admitted', field, message: `« ${String(rows[index]?.[field])} » ${message}` }
		]);
}

function refuse(refusals: Refusal[] = []): void {
	if (refusals.length > 0) throw new Refused('invalid', refusals);
}

/** Of a record kept from the actor, nothing is said but that the place is taken. */
function keyTaken({ actor }: Context, kind: AnyKind, taken: Row): Refusal {
	const isKnown = mayRead(actor, taken['audience'] as Audience); // the column of every record
	const fields = kind.key.map((field) => kind.columns[field]?.header ?? field).join(', ');
	// The row may be there for ever, such as the minutes of a meeting: what was typed goes to it.
	return {
		code: 'key-taken',
		field: kind.key[0] ?? '',
		message: isKnown
			? `Une autre fiche porte déjà les mêmes valeurs (${fields}) : ouvrez-la dans un autre onglet pour y copier ce que vous avez écrit, ou changez celles-ci.`
			: `Ces valeurs ne peuvent pas être prises ici (${fields}) : changez-les.`,
		...(isKnown ? { path: `/modifier/${kind.name}/${String(taken['id'])}` } : {})
	};
}
