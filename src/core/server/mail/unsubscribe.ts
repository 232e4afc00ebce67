import { isMarkOf, mark } from '../signed.ts';

const PURPOSE = 'unsubscribe';

/** What a link to stop receiving says: whose account, which list; nothing else can be done with it. */
export interface Subscription {
	account: string;
	list: string;
}

/** Path that ends a subscription without an account: the mark proves that this installation wrote it. */
export function unsubscribePath(collective: string, { account, list }: Subscription): string {
	const text = Buffer.from(JSON.stringify([account, list])).toString('base64url');
	return `/desabonnement/${text}.${mark(PURPOSE, collective, text)}`;
}

/** The subscription behind a token; `null` when it is forged, cut, or of another collective. */
export function subscriptionOf(collective: string, token: string): Subscription | null {
	const [text = '', given = ''] = token.split('.');
	if (!isMarkOf(given, PURPOSE, collective, text)) return null;
	const [account, list] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string]; // marked: written by unsubscribePath
	return { account, list };
}
