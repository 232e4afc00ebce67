import { eq, isNull } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { record } from '#core/server/journal.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { authorise } from '#core/server/permissions.ts';
import { storedRows, withReaders, writeReaders, type Row } from '#core/server/records.ts';
import { opennessQuestion } from '#core/server/tables.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { writeShown, type Shown } from '#core/shown.ts';
import type { Audience } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { kinds } from '#modules/all.ts';
import { readersInWords } from './editing/readers.ts';

/** The team answers for the collective. */
const PERMISSION = 'access.explain';
const PATH = '/ouverture';

/** Records of one kind that everybody reads, and that would be closed if they were typed today. */
export interface OpenKind {
	kind: string;
	/** "33 réunions". */
	label: string;
	/** Who would read them: "le bureau : 9 ; les participants de GT5 : 3". */
	would: string[];
	/** These records and who would read them, for the field `SHOWN` of the form. */
	shown: string;
}

/** What an installation brought from an earlier version is asked once: what stays open, kind by kind. */
export async function listOpenKinds(ctx: Context): Promise<OpenKind[]> {
	authorise(ctx, PERMISSION);
	const found: OpenKind[] = [];
	for (const kind of await askedKinds(ctx)) {
		const closing = await closingRows(ctx, kind);
		if (closing.length === 0) continue;
		const groups = Map.groupBy(closing, ({ readers }) => readers);
		const would: string[] = [];
		for (const [readers, rows] of groups)
			would.push(`${await readersInWords(ctx, readers)} : ${String(rows.length)}`);
		found.push({
			kind: kind.name,
			label: counted(closing.length, kind.singular, kind.plural),
			would,
			shown: writeShown([shownOf(ctx, kind, closing)])
		});
	}
	return found;
}

/** All of them are one thing: what is closed is what was counted. */
function shownOf(ctx: Context, kind: AnyKind, closing: Closing[]): Shown {
	const rows = closing.map(({ row, readers }) => [row['id'], row['version'], readers]);
	return shownAs(ctx, kind.name, kind.plural, rows.toSorted());
}

/**
 * Keeps the records of a kind open, or closes those that would be closed today. Answered once: again, it refuses (404); it refuses (422)
 * to close others than those that were counted (`shown`, the field `SHOWN` of the form).
 */
export async function answerOpenness(
	ctx: Context,
	kindName: string,
	answer: 'kept' | 'closed',
	shown: string
): Promise<void> {
	authorise(ctx, PERMISSION);
	const kind = (await askedKinds(ctx)).find((one) => one.name === kindName);
	if (!kind) throw absent('Cette question a déjà sa réponse.');
	if (answer === 'closed') {
		const closing = await closingRows(ctx, kind);
		refuseUnlessShown(shown, [shownOf(ctx, kind, closing)]);
		for (const { row, readers } of closing) await close(ctx, kind, row, readers);
	}
	await note(ctx, kindName, answer);
	await record(ctx, [{ event: 'openness.answered', data: { kind: kindName, answer } }]);
	// What was closed with its meeting, or never had to be, is no question any more: nobody is asked it later.
	for (const other of await askedKinds(ctx))
		if ((await closingRows(ctx, other)).length === 0) await note(ctx, other.name, 'kept');
}

async function note(ctx: Context, kind: string, answer: 'kept' | 'closed'): Promise<void> {
	await ctx.db
		.update(opennessQuestion)
		.set({ answer, answeredAt: ctx.now })
		.where(eq(opennessQuestion.kind, kind));
}

/** The question, among what waits for the team. */
export async function opennessWaiting(ctx: Context): Promise<WaitingItem[]> {
	if (!decide(ctx.actor, { permission: PERMISSION }).allowed) return [];
	if (!(await isAsked(ctx))) return [];
	return [
		{
			title: 'Ce que tout le monde lit aujourd’hui',
			because: 'À garder ouvert, ou à refermer',
			path: PATH
		}
	];
}

/** Is there a kind of which something would be closed? */
async function isAsked(ctx: Context): Promise<boolean> {
	for (const kind of await askedKinds(ctx))
		if ((await closingRows(ctx, kind)).length > 0) return true;
	return false;
}

async function askedKinds(ctx: Context): Promise<AnyKind[]> {
	const rows = await ctx.db
		.select({ kind: opennessQuestion.kind })
		.from(opennessQuestion)
		.where(isNull(opennessQuestion.answer));
	const asked = new Set(rows.map((row) => row.kind));
	return kinds.filter(({ name }) => asked.has(name));
}

/** A record that would be closed, and who would read it. */
interface Closing {
	row: Row;
	readers: Audience;
}

async function closingRows(ctx: Context, kind: AnyKind): Promise<Closing[]> {
	const rows = await storedRows(ctx, kind, eq(kind.table.audience, 'public'));
	const unnamed = rows.map((row) => ({ ...row, [readersField(kind)]: null }));
	const settled = await withReaders(
		ctx,
		kind,
		unnamed,
		rows.map(() => undefined)
	);
	return rows.flatMap((row, index) => {
		const readers = settled[index]?.['audience'] as Audience; // just settled
		return readers === 'public' ? [] : [{ row, readers }];
	});
}

async function close(ctx: Context, kind: AnyKind, row: Row, readers: Audience): Promise<void> {
	const changes: Record<string, [unknown, unknown]> = {};
	for (const field of new Set([readersField(kind), 'audience']))
		changes[field] = [row[field], readers];
	const closed = Object.fromEntries(Object.keys(changes).map((field) => [field, readers]));
	await writeReaders(ctx, kind, row, { ...row, ...closed }, changes);
}
