import { isMarkOf, mark } from '#core/server/signed.ts';

const PURPOSE = 'guest-link';

/** What the address of a link holds: its identifier, and a mark that only this collective's installation makes. */
export function tokenOf(collective: string, id: string): string {
	return `${id}.${mark(PURPOSE, collective, id)}`;
}

/** Identifier of the link, `null` for a token forged, cut, or made for another collective. */
export function idOfToken(collective: string, token: string): string | null {
	const [id = '', given = ''] = token.split('.');
	return isMarkOf(given, PURPOSE, collective, id) ? id : null;
}

/** Path of the page that the link opens. */
export function guestLinkPath(collective: string, id: string): string {
	return `/lien/${tokenOf(collective, id)}`;
}
