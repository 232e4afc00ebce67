import type { Job } from '#core/server/contract.ts';
import { modules } from '#modules/all.ts';
import { writeDigests } from './mail/digest.ts';
import { answersJob } from './mail/guest-answers.ts';
import { termsJob } from './privacy/terms.ts';

/** Letters are there when people open their mailbox. */
const MORNING = '07:00';

/** Digests, which no module owns: they tell of all of them. */
const DIGESTS: Job[] = [
	{
		id: 'digest.immediate',
		label: 'Écrire à qui veut savoir aussitôt',
		every: 'tenMinutes',
		run: (ctx) => writeDigests(ctx, 'immediate')
	},
	{
		id: 'digest.daily',
		label: 'Écrire les résumés du jour',
		every: 'day',
		from: MORNING,
		run: (ctx) => writeDigests(ctx, 'daily')
	},
	{
		id: 'digest.weekly',
		label: 'Écrire les résumés de la semaine',
		every: 'week',
		from: MORNING,
		run: (ctx) => writeDigests(ctx, 'weekly')
	},
	{
		id: 'digest.monthly',
		label: 'Écrire les résumés du mois',
		every: 'month',
		from: MORNING,
		run: (ctx) => writeDigests(ctx, 'monthly')
	}
];

/** All regular work of Fanal: the digests, what is forgotten, then that of each module. */
export const jobs: Job[] = [
	...DIGESTS,
	answersJob,
	termsJob,
	...modules.flatMap((one) => one.jobs ?? [])
];
