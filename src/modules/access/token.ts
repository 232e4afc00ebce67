import { createHash, randomBytes } from 'node:crypto';
import { isMarkOf, mark } from '#core/server/signed.ts';

const PURPOSE = 'guest-link';

/** What the address of a new link holds: 256 bits of chance, base64url. Only its fingerprint is kept. */
export function freshToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a token: nobody makes an address of it (SHA-256 of 256 random bits needs no salt). */
export function fingerprintOf(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

/** What the address of a link lent before fingerprints holds: its identifier, and a mark that only this collective's installation makes. */
export function tokenOf(collective: string, id: string): string {
	return `${id}.${mark(PURPOSE, collective, id)}`;
}

/** Identifier of a link lent before fingerprints, `null` for a token forged, cut, or made for another collective. */
export function idOfToken(collective: string, token: string): string | null {
	const [id = '', given = ''] = token.split('.');
	return isMarkOf(given, PURPOSE, collective, id) ? id : null;
}

/** Path of the page that a token opens. */
export function guestLinkPath(token: string): string {
	return `/lien/${token}`;
}
