import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac, randomBytes } from 'node:crypto';

/** Letters and digits that nobody takes for one another on paper. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const SIGNS_OF_A_CODE = 10;

/** What the codes come from while the work runs, 256 bits that nobody guesses: the same make the same codes. Without it, chance alone. */
export const codesFrom = new AsyncLocalStorage<string>();

/** Ten codes of fifty bits each: "k7wh2-9xqpm". */
export function recoveryCodes(): string[] {
	const seed = codesFrom.getStore() ?? randomBytes(32).toString('base64url');
	return Array.from({ length: 10 }, (_, rank) => {
		const bytes = createHmac('sha512', seed).update(String(rank)).digest();
		const signs = Array.from(
			{ length: SIGNS_OF_A_CODE },
			// Four bytes a sign: what the remainder favours is under a billionth.
			(_none, at) => SIGNS[bytes.readUInt32BE(4 * at) % SIGNS.length]
		).join('');
		return `${signs.slice(0, 5)}-${signs.slice(5)}`;
	});
}
