import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import type { Thing } from '#collectors/guests.ts';
import { lendToGuest, loanOf, type LoanTyped } from '#collectors/lend.ts';
import { publicationOf, publishRecord } from '#collectors/editing/publishing.ts';
import { removalOf, removeWhole } from '#collectors/editing/removal.ts';
import { setArchived, shownToArchive } from '#collectors/editing/archive.ts';
import { homeOf, kindOf, rowOf } from '#collectors/editing/home.ts';
import { answerOpenness, listOpenKinds } from '#collectors/openness.ts';

/** Publishes as who has just drawn the page does. */
export async function publishAsShown(
	ctx: Context,
	kind: string,
	id: string,
	sent: { readers: string; parts: readonly string[] }
) {
	const { shown } = await publicationOf(ctx, kind, id);
	return publishRecord(ctx, kind, id, { ...sent, shown });
}

/** Removes as who has just drawn the page does. */
export async function removeAsShown(ctx: Context, kind: AnyKind, row: Row): Promise<void> {
	const { shown } = await removalOf(ctx, kind, row);
	return removeWhole(ctx, kind, row, shown);
}

/** Lends as who has just drawn the page does. */
export async function lendAsShown(
	ctx: Context,
	thing: Thing,
	typed: Omit<LoanTyped, 'shown'>,
	form?: string
) {
	const { shown } = await loanOf(ctx, thing);
	return lendToGuest(ctx, thing, { ...typed, shown }, form);
}

/** Answers as who has just drawn the page does; a kind that it does not ask about, with nothing shown. */
export async function answerAsShown(
	ctx: Context,
	kind: string,
	answer: 'kept' | 'closed'
): Promise<void> {
	const asked = (await listOpenKinds(ctx)).find((one) => one.kind === kind);
	return answerOpenness(ctx, kind, answer, asked?.shown ?? '');
}

/** Archives a record, or puts it back, as who has just drawn the page does. */
export async function archiveAsShown(ctx: Context, kind: string, id: string, isArchived: boolean) {
	const row = await rowOf(ctx, kindOf(kind), id);
	const home = await homeOf(ctx, kindOf(kind), row);
	return setArchived(ctx, kind, id, isArchived, shownToArchive(ctx, kindOf(kind), row, home));
}
