import { mayRead } from '#core/actor.ts';
import type { MailLine } from '#core/mail.ts';
import type { Context } from '#core/server/context.ts';
import type { Job, Recipient } from '#core/server/contract.ts';
import { queueMail } from '#core/server/mail.ts';
import { counted } from '#core/words.ts';
import { lentLinks } from '#modules/all.ts';
import { describeThings } from '../guests.ts';
import { actorOfRecipient, findRecipient } from '../team.ts';

/** Answers told in one letter; the page of links tells the others. */
const TOLD = 30;

/** Looks every ten minutes for answers of guests that their lender does not know of. */
export const answersJob: Job = {
	id: 'guests.answers',
	label: 'Dire à qui prête un lien ce que les invités ont répondu',
	every: 'tenMinutes',
	run: async (ctx) => {
		const written = await writeAnswers(ctx);
		return written === 0
			? 'Aucune réponse à dire.'
			: `${counted(written, 'courriel écrit', 'courriels écrits')}.`;
	}
};

/**
 * Writes to each lender what guests have answered since the last time: one letter for all their links, one a day at most, whatever
 * the number of answers. Returns the number of letters.
 */
export async function writeAnswers(ctx: Context): Promise<number> {
	const untold = await lentLinks.listUntoldAnswers(ctx);
	const byLender = Map.groupBy(untold, (link) => link.account ?? '');
	const told = await lentLinks.lastTold(ctx, [...byLender.keys()]);
	let written = 0;
	for (const [account, links] of byLender) {
		if (!lentLinks.isTimeToTell(told.get(account) ?? null, ctx.now)) continue;
		const lender = await findRecipient(ctx, account);
		if (lender) written += await tellLender(ctx, lender, links);
		await lentLinks.noteTold(
			ctx,
			links.map((link) => link.id)
		);
	}
	return written;
}

/** Nothing of a record that the lender may no longer read is told. */
async function tellLender(
	ctx: Context,
	lender: Recipient,
	links: lentLinks.Link[]
): Promise<number> {
	const { account, address, name, person } = lender;
	const reader = await actorOfRecipient(ctx, lender);
	const things = await describeThings(ctx, links);
	const lines = links.flatMap(({ kind, recordId, guest, answer, comment }): MailLine[] => {
		const thing = things.get(recordId);
		if (!thing || !mayRead(reader, thing.audience)) return [];
		const words = comment ? `, avec un mot : « ${comment} »` : '';
		const text = `${thing.title} — ${guest} : ${answer ?? ''}${words}`;
		return [{ text, path: thing.path, about: [{ kind, recordId }] }];
	});
	if (lines.length === 0) return 0;
	const others = lines.length - TOLD;
	await queueMail(ctx, {
		to: { address, name, account, personId: person?.id },
		// Nothing of a record stands in it: who follows mails reads it.
		subject: `${ctx.collective.settings.name} : des réponses à vos liens prêtés`,
		text: [
			`Bonjour${name ? ` ${name}` : ''},`,
			`Vos invités ont répondu. Les réponses suivantes vous seront dites en une fois, demain au plus tôt.`,
			{
				list:
					others > 0 ? [...lines.slice(0, TOLD), { text: `et ${counted(others, 'autre')}` }] : lines
			}
		],
		action: { label: 'Voir les liens prêtés', path: '/liens' },
		category: 'digest',
		audience: person ? `people:${person.code}` : 'team'
	});
	return 1;
}
