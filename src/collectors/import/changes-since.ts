import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { OPERATOR } from '#core/actor.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { actsOf, listImports, type ImportRun } from '#core/server/imports.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { keyOf, type Row, type Sparing } from '#core/server/records.ts';
import { chunked } from '#core/server/records/rows.ts';
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
 * What people changed, created or took away on screen since the last import of it, and an import is not to undo unsaid. What the
 * program itself did (the first rows of an installation) is nobody’s work.
 */
export function sparingOf(ctx: Context, kind: AnyKind): Sparing {
	return {
		changed: async (ids) => {
			const last = new Map<string, Act>();
			for (const chunk of chunked(ids))
				for (const act of await ctx.db
					.select()
					.from(journal)
					.where(and(eq(journal.kind, kind.name), inArray(journal.recordId, chunk)))
					.orderBy(asc(journal.id)))
					last.set(act.recordId ?? '', act);
			return new Map(
				[...last].flatMap(([id, act]) =>
					isOnScreen(act) ? [[id, `changé à l’écran ${whenAndWho(act)}`]] : []
				)
			);
		},
		removed: async (keys) => {
			const sought = new Set(keys);
			const last = new Map<string, Act>();
			if (keys.length === 0) return new Map();
			const acts = await ctx.db
				.select()
				.from(journal)
				.where(and(eq(journal.kind, kind.name), eq(journal.event, `${kind.name}.removed`)))
				.orderBy(asc(journal.id));
			for (const act of acts) {
				const row = act.data['row'] as Row | undefined; // the whole row, as removeRecords keeps it
				const key = row ? keyOf(kind, row) : '';
				if (sought.has(key)) last.set(key, act);
			}
			return new Map(
				[...last].flatMap(([key, act]) =>
					isOnScreen(act)
						? [[key, { id: act.recordId ?? '', because: `retiré à l’écran ${whenAndWho(act)}` }]]
						: []
				)
			);
		}
	};
}

/** Done by somebody, or by an erasure, which an old folder must not undo; the first rows of an installation are the program’s. */
function isOnScreen({ importId, actor, event }: Act): boolean {
	const isProgram = OPERATOR.kind === 'operator' && actor === OPERATOR.name;
	return importId === null && !(isProgram && event.endsWith('.created'));
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
	return `par ${act.actor} ${dayOf(act)}`;
}

function whenAndWho(act: Act): string {
	return `${dayOf(act)} par ${act.actor}`;
}

const dayOf = (act: Act) => `le ${formatPartialDate(partialDate(civilDay(act.at)))}`;
