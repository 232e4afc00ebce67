import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { onCommitted } from '#core/server/database.ts';
import { runDueJobs } from '#core/server/jobs.ts';
import { MAIL } from '#core/server/mail.ts';
import { smtpCourier, type Courier } from '#core/server/mail/courier.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import { privateMachines } from '#core/server/webhooks/destinations.ts';
import { WEBHOOK } from '#core/server/webhooks/queue.ts';
import { jobs } from './jobs.ts';
import { startLoop, type Loop } from './loop.ts';
import { deliverDue } from './mail/deliver.ts';
import { deliverMessages } from './webhooks/deliver.ts';

/** Between two looks at the queue: what another process queued waits no longer. */
const PAUSE_MS = 5_000;
/** A mail server in trouble is left alone for that long. */
const REST_MS = 60_000;
/** Between two looks at the clock for regular work. */
const JOBS_MS = 60_000;

/**
 * Starts the rounds of a serving process: mails leave as soon as they are queued, regular work is done when its time
 * comes, programs elsewhere are told. A round that fails is told and does not end the rounds. Returns what stops them.
 */
export function startRounds(tell: (trouble: string) => void): { stop: () => Promise<void> } {
	const settings = smtpSettings();
	const smtp = settings ? smtpCourier(settings) : null;
	let restUntil = 0;
	let jobsAfter = 0;
	const mails = async (collective: Collective, until: () => boolean) => {
		if (Date.now() < restUntil) return;
		const { trouble } = await deliverDue(collective, courierOf(collective, smtp), { until });
		if (trouble === null) return;
		restUntil = Date.now() + REST_MS;
		tell(`Courriels : ${trouble}`);
	};
	const loop = startLoop(
		async (isOver) => {
			const collective = await findCollective();
			if (!collective) return;
			await mails(collective, isOver);
			if (isOver() || Date.now() < jobsAfter) return;
			jobsAfter = Date.now() + JOBS_MS;
			await runDueJobs(collective, jobs, (job, failure) => {
				tell(`${job.label} : ${String(failure)}`);
			});
		},
		PAUSE_MS,
		(failure) => {
			tell(`Courriels et travaux réguliers : ${String(failure)}`);
		}
	);
	const webhooks = startWebhookLoop(tell);
	const deaf = onCommitted((ctx) => {
		if (ctx.touched.has(MAIL)) loop.wake();
		if (ctx.touched.has(WEBHOOK)) webhooks.wake();
	});
	return {
		stop: async () => {
			deaf();
			await Promise.all([loop.stop(), webhooks.stop()]);
		}
	};
}

/** Messages to other programs leave by a loop of their own: a machine that stalls keeps no mail waiting. */
function startWebhookLoop(tell: (trouble: string) => void): Loop {
	const settings = { own: privateMachines() };
	return startLoop(
		async (until) => {
			const collective = await findCollective();
			if (collective) await deliverMessages(collective, settings, { until });
		},
		PAUSE_MS,
		(failure) => {
			tell(`Webhooks : ${String(failure)}`);
		}
	);
}

/** People of a demonstration exist: nothing is ever written to them. */
function courierOf(collective: Collective, smtp: Courier | null): Courier | null {
	return collective.settings.demonstration ? null : smtp;
}
