import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * The free entrance of a demonstration: a signed cookie, valid for a working day, only where the collective is a
 * demonstration. People of a real collective come in by their account.
 */
export const SESSION_COOKIE = 'fanal_session';
const LIFETIME_SECONDS = 12 * 3600;

export function sessionOptions(secure: boolean) {
	return { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: LIFETIME_SECONDS } as const;
}

/** Who somebody tries to be: a name to show, and the person of the directory whose rights are lent, if any. */
export interface Demonstrated {
	name: string;
	person: string | null;
}

/** The value of the cookie for somebody who tries a role. */
export function signDemonstration(who: Demonstrated, now: Date, secret: string): string {
	const payload = Buffer.from(
		JSON.stringify({ ...who, until: now.getTime() + LIFETIME_SECONDS * 1000 })
	).toString('base64url');
	return `${payload}.${seal(payload, secret)}`;
}

/** Who the cookie says; nobody when it is absent, forged or over. */
export function demonstratedBy(
	cookie: string | undefined,
	now: Date,
	secret: string
): Demonstrated | null {
	const [payload, mark] = (cookie ?? '').split('.');
	if (!payload || !mark || !sameSeal(mark, seal(payload, secret))) return null;
	const { success, data } = content.safeParse(
		JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
	);
	return success && data.until >= now.getTime() ? { name: data.name, person: data.person } : null;
}

const content = z.object({ name: z.string(), person: z.string().nullable(), until: z.number() });

function seal(payload: string, secret: string): string {
	return createHmac('sha256', secret).update(payload).digest('base64url');
}

function sameSeal(a: string, b: string): boolean {
	const [x, y] = [Buffer.from(a), Buffer.from(b)];
	return x.length === y.length && timingSafeEqual(x, y);
}
