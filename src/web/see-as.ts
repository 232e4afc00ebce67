import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#core/actor.ts';
import { isMarkOf, mark } from '#core/server/signed.ts';
import { hostCookie } from './host-cookie.ts';

const COOKIE = 'fanal_regard';
const PURPOSE = 'see-as';
const LIFETIME_SECONDS = 3600;

/** The eyes lent to an account: those of the public, or of somebody of the directory. */
export type Eyes = { person: string } | 'public';

type Site = Pick<RequestEvent, 'cookies' | 'url'>;

interface Content {
	account: string;
	eyes: Eyes;
	until: number;
}

/** Remembers, for an hour and for that account alone, whose eyes it looks through. */
export function lendEyes(
	{ cookies, url }: Site,
	given: { collective: string; account: string; eyes: Eyes; now: Date }
): void {
	const until = given.now.getTime() + LIFETIME_SECONDS * 1000;
	const content: Content = { account: given.account, eyes: given.eyes, until };
	const text = Buffer.from(JSON.stringify(content)).toString('base64url');
	cookies.set(hostCookie(COOKIE, url), `${text}.${mark(PURPOSE, given.collective, text)}`, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: url.protocol === 'https:',
		maxAge: LIFETIME_SECONDS
	});
}

/** Back to one's own eyes. */
export function giveEyesBack({ cookies, url }: Site): void {
	cookies.delete(hostCookie(COOKIE, url), { path: '/', secure: url.protocol === 'https:' });
}

/** Whose eyes the actor looks through, if any; a cookie forged, over, or of another account says nothing. */
export function eyesOf(
	{ cookies, url }: Site,
	actor: Actor,
	collective: string,
	now: Date
): Eyes | undefined {
	const [text = '', given = ''] = (cookies.get(hostCookie(COOKIE, url)) ?? '').split('.');
	if (actor.kind !== 'person' || !isMarkOf(given, PURPOSE, collective, text)) return undefined;
	const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as Content; // marked: written by lendEyes
	const valid = content.account === actor.account && content.until > now.getTime();
	return valid ? content.eyes : undefined;
}
