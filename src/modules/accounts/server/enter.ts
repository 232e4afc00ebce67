import { eq } from 'drizzle-orm';
import { PUBLIC } from '#core/actor.ts';
import { Refused, type Refusal } from '#core/errors.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { record } from '#core/server/journal.ts';
import type { Visitor } from '#core/server/visitor.ts';
import type { Door } from '../labels.ts';
import { emailOf } from '../rules.ts';
import { EMAIL_REFUSED } from './accounts.ts';
import { countAttempt, forgiveAttempts, isFirstUse } from './attempts.ts';
import {
	ask,
	cookieOf,
	storedIdentifier,
	withCookies,
	type Answer,
	type Question
} from './auth/ask.ts';
import { SSO, ssoSettings } from './auth/sso.ts';
import { endSession, findSession } from './session.ts';
import { verification } from './tables.ts';

/** `in`: a session is open. `code`: the second step waits. Cookies are to be set in both cases. */
export interface Entry {
	state: 'in' | 'code';
	cookies: string[];
}

/** Comes in with a mailed link; it opens once. */
export async function enterByLink(
	collective: Collective,
	visitor: Visitor,
	token: string
): Promise<Entry> {
	await countAttempt(collective, 'linkUse', { address: visitor.address });
	return enter(collective, visitor, 'link', '/magic-link/verify', { query: { token } });
}

/** Comes in with an address and a password. */
export async function enterByPassword(
	collective: Collective,
	visitor: Visitor,
	input: { email: string; password: string }
): Promise<Entry> {
	const email = emailOf(input.email);
	if (email === null) throw new Refused('invalid', [EMAIL_REFUSED]);
	await countAttempt(collective, 'password', { address: visitor.address, account: email });
	const body = { email, password: input.password };
	const entry = await enter(collective, visitor, 'password', '/sign-in/email', { body });
	await alone(collective, (ctx) => forgiveAttempts(ctx, 'password', email));
	return entry;
}

/** Takes the second step: a code of the application, used once, or a recovery code. */
export async function enterByCode(
	collective: Collective,
	visitor: Visitor,
	typed: string
): Promise<Entry> {
	const code = typed.replace(/\s/g, '').toLowerCase();
	const account = await challengedAccount(collective, visitor);
	if (account === null) throw new Refused('invalid', [REFUSALS.challenge]);
	await countAttempt(collective, 'code', { address: visitor.address, account });
	const isTotp = /^\d{6}$/.test(code);
	const what = `${account} ${code}`;
	if (isTotp && !(await alone(collective, (ctx) => isFirstUse(ctx, what, 3))))
		throw new Refused('invalid', [REFUSALS.usedCode]);
	const path = isTotp ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
	const entry = await enter(collective, visitor, 'code', path, { body: { code } });
	await alone(collective, (ctx) => forgiveAttempts(ctx, 'code', account));
	return entry;
}

/** Sends the visitor to the single sign-on; null when there is none, or it does not answer. */
export async function startSso(
	collective: Collective,
	visitor: Visitor
): Promise<{ location: string; cookies: string[] } | null> {
	if (!ssoSettings()) return null;
	await countAttempt(collective, 'sso', { address: visitor.address });
	// A link carries no origin; the state kept in a cookie is what ties the answer to this browser.
	const headers = new Headers({ origin: visitor.origin });
	const cookie = visitor.headers.get('cookie');
	if (cookie !== null) headers.set('cookie', cookie);
	const body = { provider: SSO, callbackURL: '/compte', disableRedirect: true };
	const asked = await ask(collective, { ...visitor, headers }, '/sign-in/social', { body });
	const location = asked.body['url'];
	return typeof location === 'string' ? { location, cookies: asked.cookies } : null;
}

/** Comes back from the single sign-on, with what the provider put in the address. */
export async function enterBySso(
	collective: Collective,
	visitor: Visitor,
	query: Record<string, string>
): Promise<Entry> {
	await countAttempt(collective, 'sso', { address: visitor.address });
	return enter(collective, visitor, 'sso', '/callback/sso', { query });
}

/** Comes in with a passkey: the answer of the browser to the challenge. */
export async function enterByPasskey(
	collective: Collective,
	visitor: Visitor,
	response: Record<string, unknown>
): Promise<Entry> {
	await countAttempt(collective, 'passkey', { address: visitor.address });
	const path = '/passkey/verify-authentication';
	return enter(collective, visitor, 'passkey', path, { body: { response } });
}

/** Is a second step waiting for this visitor? */
export async function isChallenged(collective: Collective, visitor: Visitor): Promise<boolean> {
	return (await challengedAccount(collective, visitor)) !== null;
}

async function enter(
	collective: Collective,
	visitor: Visitor,
	door: Door,
	path: string,
	question: Question
): Promise<Entry> {
	const { signedIn: former } = await findSession(collective, visitor);
	const answer = await ask(collective, visitor, path, question);
	if (answer.body['twoFactorRedirect'] === true) {
		if (former) await alone(collective, (ctx) => endSession(ctx, former, former.session));
		return { state: 'code', cookies: answer.cookies };
	}
	const { signedIn } = isOpening(answer)
		? await findSession(collective, withCookies(visitor, answer.cookies))
		: { signedIn: null };
	if (!signedIn) {
		await alone(collective, (ctx) => record(ctx, [{ event: 'account.refused', data: { door } }]));
		throw new Refused('invalid', [refusalOf(door, answer)]);
	}
	const actor = { ...NOBODY_YET, name: signedIn.name, account: signedIn.account };
	await inCollective(collective, { actor, mode: 'write' }, async (ctx) => {
		// The browser forgets its former session, and so does Fanal (OWASP ASVS 5.0, 7.2.4).
		if (former && former.session !== signedIn.session)
			await endSession(ctx, former, former.session);
		await record(ctx, [
			{
				event: 'account.signedIn',
				kind: 'account',
				recordId: signedIn.account,
				data: { door }
			}
		]);
	});
	return { state: 'in', cookies: answer.cookies };
}

const NOBODY_YET = { kind: 'person', person: null, grants: [] } as const;

/** A unit of work of its own, committed whatever the attempt becomes. */
function alone<T>(collective: Collective, work: (ctx: Context) => Promise<T>): Promise<T> {
	return inCollective(collective, { actor: PUBLIC, mode: 'write' }, work);
}

/** The account whose first factor this visitor has given; the cookie alone tells nothing without its record. */
async function challengedAccount(collective: Collective, visitor: Visitor): Promise<string | null> {
	const identifier = cookieOf(visitor, 'fanal.two_factor')?.split('.')[0];
	if (!identifier) return null;
	return inCollective(collective, { actor: PUBLIC }, async ({ db }) => {
		const [row] = await db
			.select({ account: verification.value, expiresAt: verification.expiresAt })
			.from(verification)
			.where(eq(verification.identifier, storedIdentifier(identifier)));
		return row && row.expiresAt > new Date() ? row.account : null;
	});
}

function isOpening(answer: Answer): boolean {
	return answer.cookies.some((cookie) => /fanal\.session_token=[^;]/.test(cookie));
}

const REFUSALS = {
	challenge: {
		code: 'challenge',
		message: 'Cette étape a expiré : recommencez la connexion.'
	},
	usedCode: {
		code: 'used-code',
		field: 'code',
		message: 'Ce code a déjà été essayé : attendez le suivant, il change toutes les 30 secondes.'
	}
} satisfies Record<string, Refusal>;

/** Why a door stayed shut, without saying whether the account exists. */
function refusalOf(door: Door, answer: Answer): Refusal {
	if (door === 'code' && answer.body['code'] === 'INVALID_TWO_FACTOR_COOKIE')
		return REFUSALS.challenge;
	const messages: Partial<Record<Door, string>> = {
		link: 'Ce lien ne marche pas : il a expiré, il a déjà servi ou il est incomplet. Demandez-en un autre.',
		password: 'L’adresse ou le mot de passe ne va pas. Vous pouvez aussi entrer par un lien.',
		code: 'Ce code ne va pas : vérifiez l’heure du téléphone, ou utilisez un code de secours.',
		sso: 'La connexion unique n’a pas ouvert de compte : votre adresse doit être connue ici et vérifiée là-bas.',
		passkey: 'Cette clé n’ouvre pas de compte ici.'
	};
	return {
		code: 'refused',
		...(door === 'code' ? { field: 'code' } : {}),
		message: messages[door] ?? 'Cette entrée est refusée.'
	};
}
