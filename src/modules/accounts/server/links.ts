import { setTimeout as wait } from 'node:timers/promises';
import { OPERATOR, PUBLIC } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import { traceOf } from '#core/server/trace.ts';
import type { Collective } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import { queueMail } from '#core/server/mail.ts';
import type { Visitor } from '#core/server/visitor.ts';
import { emailOf, LINK_MINUTES } from '../rules.ts';
import { EMAIL_REFUSED, findAccount, getAccount } from './accounts.ts';
import { countAttempt } from './attempts.ts';
import { ask } from './auth/ask.ts';
import { delivery } from './auth/library.ts';

/** The answer takes so long whether the address has an account or not. */
const STEADY_MS = 400;

/**
 * Puts a sign-in link in the queue of mails if the address has an account. Answers the same, after the same time, if it has
 * none: nobody learns who has an account.
 */
export async function requestLink(
	collective: Collective,
	visitor: Visitor,
	input: { email: string; back: string }
): Promise<void> {
	const email = emailOf(input.email);
	if (email === null) throw new Refused('invalid', [EMAIL_REFUSED]);
	await countAttempt(collective, 'link', { address: visitor.address, account: email });
	const [known] = await Promise.all([
		inCollective(collective, { actor: PUBLIC }, (ctx) => findAccount(ctx, email)),
		wait(STEADY_MS)
	]);
	if (!known || known.closedAt) return;
	// Not awaited: what it takes to write the mail must not tell that there is one.
	void sendLink(collective, visitor.origin, { ...known, back: input.back }).catch(
		(failure: unknown) => {
			console.error(`a sign-in link could not be queued: ${traceOf(failure)}`);
		}
	);
}

/** The page that a link opens, and where it leads next. */
function linkPath(token: string, back = '/compte'): string {
	const query = new URLSearchParams({ jeton: token });
	if (back !== '/compte') query.set('retour', back);
	return `/connexion/lien?${query.toString()}`;
}

/** A fresh sign-in link for the console to print, told in the journal. Refuses an address without an open account. */
export async function printLink(
	collective: Collective,
	origin: string,
	email: string
): Promise<string> {
	const account = await inCollective(
		collective,
		{ actor: OPERATOR, mode: 'write' },
		async (ctx) => {
			const found = await getAccount(ctx, email);
			if (found.closedAt)
				throw new Refused('invalid', [
					{ code: 'closed', message: 'Ce compte est fermé : une invitation acceptée le rouvre.' }
				]);
			await record(ctx, [{ event: 'account.linkPrinted', kind: 'account', recordId: found.id }]);
			return found;
		}
	);
	const token = await mintToken(collective, origin, account.email);
	return new URL(linkPath(token), origin).href;
}

/** A fresh sign-in link for an account that exists, to be handed over by other ways than the form. */
export async function mintToken(
	collective: Collective,
	origin: string,
	email: string
): Promise<string> {
	const tokens: string[] = [];
	const visitor = { origin, address: null, headers: new Headers() };
	await delivery.run(
		(token) => {
			tokens.push(token);
			return Promise.resolve();
		},
		() => ask(collective, visitor, '/sign-in/magic-link', { body: { email } })
	);
	const [token] = tokens;
	if (token === undefined) throw new Error('the library made no sign-in link');
	return token;
}

async function sendLink(
	collective: Collective,
	origin: string,
	known: { id: string; email: string; name: string; personId: string | null; back: string }
): Promise<void> {
	const token = await mintToken(collective, origin, known.email);
	await inCollective(collective, { actor: PUBLIC, mode: 'write' }, async (ctx) => {
		await queueMail(ctx, {
			to: {
				address: known.email,
				name: known.name,
				account: known.id,
				...(known.personId ? { personId: known.personId } : {})
			},
			subject: `Votre lien pour entrer dans ${collective.settings.name}`,
			text: [
				'Bonjour,',
				`Ce lien ouvre votre espace. Il marche une fois, pendant ${String(LINK_MINUTES)} minutes.`,
				'Si vous ne l’avez pas demandé, ne faites rien : personne n’entre sans lui.'
			],
			action: { label: 'Entrer', path: linkPath(token, known.back) },
			category: 'account',
			secret: true,
			until: new Date(ctx.now.getTime() + LINK_MINUTES * 60_000)
		});
		await record(ctx, [{ event: 'account.linkSent', kind: 'account', recordId: known.id }]);
	});
}
