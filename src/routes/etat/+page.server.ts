import { jobs } from '#collectors/jobs.ts';
import { smtpSettings } from '#core/server/mail/settings.ts';
import { frequencies } from '#core/periods.ts';
import { listLastRuns } from '#core/server/jobs.ts';
import { mailStates } from '#core/mail.ts';
import { countMails, lastHandover } from '#modules/mail/server/outbox.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'space.state' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const settings = smtpSettings();
		const counts = await countMails(ctx);
		const { acceptedAt, trouble } = await lastHandover(ctx);
		const runs = await listLastRuns(ctx, jobs);
		return {
			title: 'État de l’installation',
			server: settings && {
				name: `${settings.host}:${String(settings.port)}`,
				sender: settings.sender.address,
				encrypted: settings.tls === 'implicit' || settings.tls === 'required'
			},
			demonstration: ctx.collective.settings.demonstration === true,
			acceptedAt,
			trouble,
			counts: (['queued', 'sending', 'accepted', 'refused', 'abandoned', 'kept'] as const).map(
				(state) => ({
					word: mailStates[state].word,
					label: mailStates[state].label,
					count: counts.get(state) ?? 0
				})
			),
			jobs: jobs.map((job) => {
				const run = runs.get(job.id);
				return {
					id: job.id,
					label: job.label,
					every: frequencies[job.every].label + (job.from ? `, à ${job.from}` : ''),
					doneAt: run?.doneAt ?? null,
					said: run?.said ?? null,
					failed: run !== undefined && run.doneAt === null && run.tries > 0
				};
			})
		};
	});
