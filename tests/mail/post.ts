import { asc, eq } from 'drizzle-orm';
import { OPERATOR } from '#core/actor.ts';
import type { Mail } from '#core/mail.ts';
import { ensureCollective } from '#core/server/collectives.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { queueMail } from '#core/server/mail.ts';
import { mailStep, mailTable } from '#core/server/mail/tables.ts';

/** A Wednesday of March 2024, noon in Paris. */
export const NOON = new Date('2024-03-13T11:00:00Z');
export const minutesLater = (minutes: number, from = NOON) =>
	new Date(from.getTime() + minutes * 60_000);

let number = 0;

/** A collective of its own for each test, whose mails are really written. */
export function aCollective(): Promise<Collective> {
	number += 1;
	return ensureCollective(`balise-${String(number)}`, {
		name: 'Balise',
		fullName: 'Balise, collectif d’essai',
		territory: 'Pays de la Balise',
		colours: { main: '#12355b', accent: '#f2b33d' },
		year: 2024
	});
}

export function at<T>(
	collective: Collective,
	now: Date,
	work: (ctx: Context) => Promise<T>
): Promise<T> {
	return inCollective(collective, { actor: OPERATOR, mode: 'write', now }, work);
}

export const NOTICE: Mail = {
	to: { address: 'zoe@example.org', name: 'Zoé Petit' },
	subject: 'Le relevé de décisions est en ligne',
	text: ['Bonjour Zoé,', 'Le relevé du bureau de mars peut être lu.'],
	action: { label: 'Lire le relevé', path: '/reunions/bureau-mars' },
	category: 'notice'
};

/** Writes a mail at noon, whole or with other words. */
export function post(
	collective: Collective,
	over: Partial<Mail> = {},
	now = NOON
): Promise<string> {
	return at(collective, now, (ctx) => queueMail(ctx, { ...NOTICE, ...over }));
}

/** Where a mail stands, and how it came there. */
export function storyOf(collective: Collective, id: string) {
	return at(collective, NOON, async (ctx) => {
		const [mail] = await ctx.db.select().from(mailTable).where(eq(mailTable.id, id));
		const steps = await ctx.db
			.select({ state: mailStep.state, said: mailStep.said, answer: mailStep.answer })
			.from(mailStep)
			.where(eq(mailStep.mailId, id))
			.orderBy(asc(mailStep.at), asc(mailStep.id));
		if (!mail) throw new Error('no such mail');
		return { mail, steps, last: steps.at(-1) };
	});
}
