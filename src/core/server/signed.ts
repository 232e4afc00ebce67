import { createHmac, timingSafeEqual } from 'node:crypto';
import { cookieSecret } from './secret.ts';

/**
 * A mark that only this installation can make on a text, for one purpose in one collective: what carries it comes
 * from here and has not been changed. HMAC-SHA-256 (RFC 2104), 32 bytes, base64url.
 */
export function mark(purpose: string, collective: string, text: string): string {
	return createHmac('sha256', cookieSecret())
		.update(JSON.stringify([purpose, collective, text]))
		.digest('base64url');
}

/** Is it the mark of that text? Takes the same time whatever the answer. */
export function isMarkOf(
	given: string,
	purpose: string,
	collective: string,
	text: string
): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(mark(purpose, collective, text))];
	return a.length === b.length && timingSafeEqual(a, b);
}
