import { and, desc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import { periodOf } from '../periods.ts';
import type { Actor } from '../actor.ts';
import { readClock } from './clock.ts';
import type { Collective, Context } from './context.ts';
import type { Job } from './contract.ts';
import { inCollective } from './database.ts';
import { jobRun } from './jobs/tables.ts';

/** Who does regular work: it reads everything, as the console does, and signs what it writes. */
const WATCH: Actor = { kind: 'operator', name: 'Fanal' };

/** After a failure: an hour later, then as long as the period lasts. */
const WAIT_MS = 3_600_000;
const TRIES = 5;
/** What was done longer ago than that interests nobody. */
const KEPT_MS = 90 * 24 * 3_600_000;

/**
 * Does each regular work whose period has begun and that nobody has done yet. The work and its note are one transaction, on a
 * row that is locked meanwhile: a process that is killed has done nothing, and another one takes over; two
 * processes do it once. A failure is noted, told to `onFailure`, and tried again.
 */
export async function runDueJobs(
	collective: Collective,
	jobs: Job[],
	onFailure: (job: Job, failure: unknown) => void,
	clock: () => Date = readClock
): Promise<string[]> {
	const done: string[] = [];
	for (const job of jobs) {
		const period = periodOf(job.every, clock(), job.from);
		const work = <T>(act: (ctx: Context) => Promise<T>) =>
			inCollective(collective, { actor: WATCH, mode: 'write', now: clock() }, act);
		try {
			if (!(await work((ctx) => announce(ctx, job, period)))) continue;
			if (await work((ctx) => runOnce(ctx, job, period))) done.push(job.id);
		} catch (failure) {
			await work((ctx) => noteFailure(ctx, job, period, failure));
			onFailure(job, failure);
		}
	}
	return done;
}

/** Makes the row of the period, if need be; is there something to do? */
async function announce(ctx: Context, job: Job, period: string): Promise<boolean> {
	await ctx.db
		.insert(jobRun)
		.values({ job: job.id, period, nextAt: ctx.now })
		.onConflictDoNothing();
	const due = await ctx.db
		.select({ job: jobRun.job })
		.from(jobRun)
		.where(dueRun(ctx, job, period));
	return due.length > 0;
}

/** Does the work of the period, unless another process is at it. */
async function runOnce(ctx: Context, job: Job, period: string): Promise<boolean> {
	const due = await ctx.db
		.select({ job: jobRun.job })
		.from(jobRun)
		.where(dueRun(ctx, job, period))
		.for('update', { skipLocked: true });
	if (due.length === 0) return false;
	const said = await job.run(ctx);
	await ctx.db
		.update(jobRun)
		.set({ doneAt: ctx.now, said, tries: sql`${jobRun.tries} + 1` })
		.where(runOf(job, period));
	await ctx.db.delete(jobRun).where(lt(jobRun.nextAt, new Date(ctx.now.getTime() - KEPT_MS)));
	return true;
}

async function noteFailure(ctx: Context, job: Job, period: string, failure: unknown) {
	const said = failure instanceof Error ? failure.message : String(failure);
	await ctx.db
		.update(jobRun)
		.set({
			tries: sql`${jobRun.tries} + 1`,
			nextAt: new Date(ctx.now.getTime() + WAIT_MS),
			said: said.slice(0, 500)
		})
		.where(and(runOf(job, period), isNull(jobRun.doneAt)));
}

function runOf(job: Job, period: string) {
	return and(eq(jobRun.job, job.id), eq(jobRun.period, period));
}

function dueRun(ctx: Context, job: Job, period: string) {
	return and(
		runOf(job, period),
		isNull(jobRun.doneAt),
		lte(jobRun.nextAt, ctx.now),
		lt(jobRun.tries, TRIES)
	);
}

export interface LastRun {
	job: string;
	period: string;
	doneAt: Date | null;
	tries: number;
	said: string | null;
}

/** The latest period of each of these jobs; none for a job that never ran. */
export async function listLastRuns(ctx: Context, jobs: Job[]): Promise<Map<string, LastRun>> {
	if (jobs.length === 0) return new Map();
	const rows = await ctx.db
		.selectDistinctOn([jobRun.job], {
			job: jobRun.job,
			period: jobRun.period,
			doneAt: jobRun.doneAt,
			tries: jobRun.tries,
			said: jobRun.said
		})
		.from(jobRun)
		.where(
			inArray(
				jobRun.job,
				jobs.map((job) => job.id)
			)
		)
		.orderBy(jobRun.job, desc(jobRun.nextAt));
	return new Map(rows.map((row) => [row.job, row]));
}
