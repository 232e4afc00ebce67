import { randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for one another on paper. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten codes of fifty bits each: "k7wh2-9xqpm". */
export function recoveryCodes(): string[] {
	const five = () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
	return Array.from({ length: 10 }, () => `${five()}-${five()}`);
}
