import { createHash } from 'node:crypto';
import { isMarkOf, mark } from '#core/server/signed.ts';

const PURPOSE = 'guest-link';

/** What is kept of a token: nobody makes an address of it (SHA-256 of 256 bits that nobody guesses needs no salt). */
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
