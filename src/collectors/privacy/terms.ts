import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { Job } from '#core/server/contract.ts';
import { authorise } from '#core/server/permissions.ts';
import type { Term } from '#core/server/privacy/declared.ts';
import {
	countOver,
	forgetOver,
	holdTerm,
	listHolds,
	listRuns,
	noteRun,
	releaseTerm
} from '#core/server/privacy/terms.ts';
import { enumerated } from '#core/words.ts';
import { terms } from './declared.ts';
import { eraseById } from './erase.ts';

const MANAGE = 'privacy.manage';
const AHEAD_MS = 30 * 24 * 3_600_000;

/** Each day, what is over is forgotten; a suspended term waits. */
export const termsJob: Job = {
	id: 'privacy.terms',
	label: 'Oublier ce dont la durée de conservation est finie',
	every: 'day',
	from: '03:00',
	run: async (ctx) => {
		const held = new Set((await listHolds(ctx)).map((one) => one.term));
		const said: string[] = [];
		for (const term of terms) {
			if (held.has(term.id)) continue;
			const forgotten = await apply(ctx, term);
			await noteRun(ctx, term, forgotten);
			if (forgotten > 0) said.push(`${term.label} : ${String(forgotten)}`);
		}
		return said.length > 0 ? `Oublié : ${enumerated(said)}.` : 'Rien n’avait passé sa durée.';
	}
};

/** What the team sees of a term. */
export interface TermLine {
	id: string;
	label: string;
	after: string;
	because: string;
	/** Rows that the daily work will forget within thirty days. */
	soon: number;
	hold: { id: string; reason: string; by: string; at: Date } | null;
}

/** What will be forgotten within thirty days and why, what is suspended, what was forgotten. For the team. */
export async function termsPage(ctx: Context) {
	authorise(ctx, MANAGE);
	const holds = new Map((await listHolds(ctx)).map((one) => [one.term, one]));
	const lines: TermLine[] = [];
	for (const term of terms) {
		const soon = await countSoon(ctx, term);
		const hold = holds.get(term.id) ?? null;
		const { id, label, after, because } = term;
		lines.push({ id, label, after, because, soon, hold });
	}
	const labels = new Map(terms.map((one) => [one.id, one.label]));
	const runs = (await listRuns(ctx, 100)).map((run) => ({
		...run,
		label: labels.get(run.term) ?? run.term
	}));
	return { lines, runs };
}

async function countSoon(ctx: Context, term: Term): Promise<number> {
	const now = term.rows?.byMachineClock ? new Date() : ctx.now;
	const until = new Date(now.getTime() + AHEAD_MS);
	if (term.people) return (await term.people(ctx, until)).length;
	return term.rows ? countOver(ctx, term.rows, until) : 0;
}

async function apply(ctx: Context, term: Term): Promise<number> {
	if (term.rows) return forgetOver(ctx, term.rows);
	let erased = 0;
	for (const id of (await term.people?.(ctx, ctx.now)) ?? [])
		if (await eraseById(ctx, id, `Durée finie : ${term.after}`)) erased += 1;
	return erased;
}

/** Suspends a term, for the team. Refuses (404) one that nobody declares, (422) without a reason. */
export async function suspendTerm(ctx: Context, id: string, reason: string): Promise<void> {
	authorise(ctx, MANAGE);
	const term = terms.find((one) => one.id === id);
	if (!term) throw absent('Cette durée n’existe pas.');
	await holdTerm(ctx, term, reason);
}

/** Lets a term run again, for the team. */
export async function resumeTerm(ctx: Context, hold: string): Promise<void> {
	authorise(ctx, MANAGE);
	await releaseTerm(ctx, hold);
}
