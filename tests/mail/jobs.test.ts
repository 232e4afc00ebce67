import { beforeEach, describe, expect, test } from 'vitest';
import type { Collective, Context } from '#core/server/context.ts';
import type { Job } from '#core/server/contract.ts';
import { listLastRuns, runDueJobs } from '#core/server/jobs.ts';
import { queueMail } from '#core/server/mail.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { aCollective, at, minutesLater, NOON, NOTICE } from './post.ts';

let collective: Collective;
beforeEach(async () => {
	collective = await aCollective();
});

const daily = (run: (ctx: Context) => Promise<string>): Job => ({
	id: 'lamp.light',
	label: 'Allumer le phare',
	every: 'day',
	from: '07:00',
	run
});
const writes = daily(async (ctx) => {
	await queueMail(ctx, NOTICE);
	return 'Un courriel écrit.';
});

const failures: unknown[] = [];
const run = (job: Job, now = NOON) =>
	runDueJobs(
		collective,
		[job],
		(_job, failure) => failures.push(failure),
		() => now
	);
const mails = () => at(collective, NOON, (ctx) => ctx.db.select().from(mailTable));
const lastRun = async (job: Job) =>
	(await at(collective, NOON, (ctx) => listLastRuns(ctx, [job]))).get(job.id);

describe('regular work', () => {
	test('is done once per period, and says what it did', async () => {
		expect(await run(writes)).toEqual(['lamp.light']);
		expect(await run(writes, minutesLater(10))).toEqual([]);
		expect(await lastRun(writes)).toMatchObject({
			period: '2024-03-13',
			doneAt: NOON,
			said: 'Un courriel écrit.'
		});
		expect(await run(writes, minutesLater(24 * 60))).toEqual(['lamp.light']);
		expect(await mails()).toHaveLength(2);
	});

	test('is done once by two processes that start together', async () => {
		const gate = Promise.withResolvers<undefined>();
		const slow = daily(async (ctx) => {
			await gate.promise;
			return writes.run(ctx);
		});
		const first = run(slow);
		const second = run(slow);
		// Whichever has the row, the other one leaves without waiting for it.
		expect(await Promise.race([first, second])).toEqual([]);
		gate.resolve(undefined);
		expect((await Promise.all([first, second])).flat()).toEqual(['lamp.light']);
		expect(await mails()).toHaveLength(1);
	});

	test('that fails has done nothing, says why, and is tried again an hour later', async () => {
		let broken = true;
		const fragile = daily(async (ctx) => {
			const said = await writes.run(ctx);
			if (broken) throw new Error('la lampe est cassée');
			return said;
		});
		expect(await run(fragile)).toEqual([]);
		expect(await mails()).toEqual([]);
		expect(await lastRun(fragile)).toMatchObject({ doneAt: null, said: 'la lampe est cassée' });
		broken = false;
		expect(await run(fragile, minutesLater(30))).toEqual([]);
		expect(await run(fragile, minutesLater(60))).toEqual(['lamp.light']);
		expect(failures).toHaveLength(1);
	});

	test('waits for its hour', async () => {
		expect(await run(writes, new Date('2024-03-13T05:59:00Z'))).toEqual(['lamp.light']);
		expect((await lastRun(writes))?.period).toBe('2024-03-12');
	});
});
