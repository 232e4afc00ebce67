import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';
import { onCommitted } from '#core/server/database.ts';
import { runDueJobs } from '#core/server/jobs.ts';
import { MAIL } from '#core/server/mail.ts';
import { smtpCourier, type Courier } from '#core/server/mail/courier.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import { jobs } from './jobs.ts';
import { deliverDue } from './mail/deliver.ts';

/** Between two looks at the queue: what another process queued waits no longer. */
const PAUSE_MS = 5_000;
/** A mail server in trouble is left alone for that long. */
const REST_MS = 60_000;
/** Between two looks at the clock for regular work. */
const JOBS_MS = 60_000;
/** Time left to the letter under way when Fanal stops; after that, it will leave again. */
const GRACE_MS = 20_000;

/**
 * Starts the rounds of a serving process: mails leave as soon as they are queued, regular work is done when its time
 * comes. A round that fails is told and does not end the rounds. Returns what stops them.
 */
export function startRounds(tell: (trouble: string) => void): { stop: () => Promise<void> } {
	const settings = smtpSettings();
	const smtp = settings ? smtpCourier(settings) : null;
	let stopped = false;
	let restUntil = 0;
	let jobsAfter = 0;
	let wake: () => void = () => undefined;
	const mails = async (collective: Collective) => {
		if (Date.now() < restUntil) return;
		const { trouble } = await deliverDue(collective, courierOf(collective, smtp), {
			until: () => stopped
		});
		if (trouble === null) return;
		restUntil = Date.now() + REST_MS;
		tell(`Courriels : ${trouble}`);
	};
	const round = async () => {
		const collective = await findCollective();
		if (!collective) return;
		await mails(collective);
		if (stopped || Date.now() < jobsAfter) return;
		jobsAfter = Date.now() + JOBS_MS;
		await runDueJobs(collective, jobs, (job, failure) => {
			tell(`${job.label} : ${String(failure)}`);
		});
	};
	const rounds = (async () => {
		while (!stopped) {
			const next = pause(PAUSE_MS);
			wake = next.end;
			await round().catch((failure: unknown) => {
				tell(`Courriels et travaux réguliers : ${String(failure)}`);
			});
			if (!stopped) await next.over;
			next.end();
		}
	})();
	const deaf = onCommitted((ctx) => {
		if (ctx.touched.has(MAIL)) wake();
	});
	return {
		stop: async () => {
			stopped = true;
			deaf();
			wake();
			const grace = pause(GRACE_MS);
			await Promise.race([rounds, grace.over]);
			grace.end();
		}
	};
}

/** People of a demonstration exist: nothing is ever written to them. */
function courierOf(collective: Collective, smtp: Courier | null): Courier | null {
	return collective.settings.demonstration ? null : smtp;
}

function pause(milliseconds: number): { over: Promise<void>; end: () => void } {
	const { promise, resolve } = Promise.withResolvers<undefined>();
	const timer = setTimeout(resolve, milliseconds);
	return {
		over: promise,
		end: () => {
			clearTimeout(timer);
			resolve(undefined);
		}
	};
}
