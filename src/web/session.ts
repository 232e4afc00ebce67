import { createHmac, timingSafeEqual } from 'node:crypto';
import { PUBLIC, type Actor, type PersonActor } from '#core/actor.ts';

/**
 * The demonstration's sign-in: a signed cookie, valid for a working day, only where the collective is a
 * demonstration. A real installation has no door yet but the console.
 */
export const SESSION_COOKIE = 'fanal_session';
const LIFETIME_SECONDS = 12 * 3600;

export function sessionOptions(secure: boolean) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: LIFETIME_SECONDS } as const;
}

/** The value of the cookie for a member of the demonstration team. */
export function signDemonstration(name: string, now: Date, secret: string): string {
	const payload = Buffer.from(
		JSON.stringify({ name, until: now.getTime() + LIFETIME_SECONDS * 1000 })
	).toString('base64url');
	return `${payload}.${seal(payload, secret)}`;
}

/** Who the cookie says; the public when it is absent, forged or over. */
export function actorOf(cookie: string | undefined, now: Date, secret: string): Actor {
	const [payload, mark] = (cookie ?? '').split('.');
	if (!payload || !mark || !sameSeal(mark, seal(payload, secret))) return PUBLIC;
	const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
	if (
		typeof content !== 'object' ||
		content === null ||
		!('name' in content) ||
		!('until' in content)
	)
		return PUBLIC;
	if (
		typeof content.name !== 'string' ||
		typeof content.until !== 'number' ||
		content.until < now.getTime()
	)
		return PUBLIC;
	return demonstrationActor(content.name);
}

/** A member of the invented team that everybody may be in the demonstration. */
function demonstrationActor(name: string): PersonActor {
	return {
		kind: 'person',
		name,
		person: null,
		account: 'demonstration',
		grants: [{ role: 'team', because: 'fait partie de l’équipe de démonstration' }]
	};
}

function seal(payload: string, secret: string): string {
	return createHmac('sha256', secret).update(payload).digest('base64url');
}

function sameSeal(a: string, b: string): boolean {
	const [x, y] = [Buffer.from(a), Buffer.from(b)];
	return x.length === y.length && timingSafeEqual(x, y);
}
