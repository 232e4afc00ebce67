import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { actsOf, listImports, type ImportRun } from '#core/server/imports.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { journal } from '#core/server/tables.ts';

type Act = Awaited<ReturnType<typeof actsOf>>[number];

/** Records of a kind that somebody changed after their last import: identifier → French reason. */
export async function changedByHand(
	ctx: Context,
	kind: AnyKind,
	ids: string[]
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const acts = await ctx.db
		.select()
		.from(journal)
		.where(and(eq(journal.kind, kind.name), inArray(journal.recordId, ids)))
		.orderBy(asc(journal.id));
	const last = new Map(acts.map((act) => [act.recordId ?? '', act]));
	return new Map(
		[...last].flatMap(([id, act]) => (act.importId ? [] : [[id, `modifiée ${whoAndWhen(act)}`]]))
	);
}

/**
 * Records of an import that were changed after it, by a person or by an import that still stands: the last such
 * act, by kind and identifier. What an undone import did, and its undoing, even out.
 */
export async function changesSince(
	ctx: Context,
	run: ImportRun,
	own: Act[]
): Promise<{ kind: string; id: string; because: string }[]> {
	const first = own.at(-1);
	if (!first) return [];
	const runs = new Map((await listImports(ctx)).map((one) => [one.id, one]));
	const lastOwn = new Map([...own].reverse().map((act) => [placeOf(act), act.id]));
	const later = new Map<string, Act>();
	// Identifiers of the journal are in the order of time.
	const acts = await ctx.db
		.select()
		.from(journal)
		.where(gte(journal.id, first.id))
		.orderBy(asc(journal.id));
	for (const act of acts) {
		const limit = lastOwn.get(placeOf(act));
		const other = act.importId ? runs.get(act.importId) : undefined;
		if (limit === undefined || act.id <= limit || act.importId === run.id || other?.undoneAt)
			continue;
		later.set(placeOf(act), act);
	}
	return [...later.values()].map((act) => ({
		kind: act.kind ?? '',
		id: act.recordId ?? '',
		because: `${act.event.endsWith('.removed') ? 'retirée' : 'modifiée'} depuis ${byWhom(act, runs)}`
	}));
}

const placeOf = (act: Act) => `${act.kind ?? ''}/${act.recordId ?? ''}`;

function byWhom(act: Act, runs: Map<string, ImportRun>): string {
	const other = act.importId ? runs.get(act.importId) : undefined;
	return other ? `par l’import n° ${String(other.number)}` : whoAndWhen(act);
}

function whoAndWhen(act: Act): string {
	return `par ${act.actor} le ${formatPartialDate(partialDate(civilDay(act.at)))}`;
}
