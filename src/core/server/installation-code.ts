import { createHash, timingSafeEqual } from 'node:crypto';

/** How many wrong codes are borne, and how long the page then stays shut. */
const TRIES = 10;
const SHUT_MS = 15 * 60_000;

let wrong = 0;
let shutUntil = 0;

/** How the console hands the code of the empty installation to the pages of the same process. */
export const INSTALLATION_CODE = 'FANAL_INSTALLATION_CODE';

/**
 * Is it the code printed on the console? `wait`: too many wrong ones, the minutes to wait. There is no collective yet, hence no
 * table to count in: the process counts.
 */
export function checkInstallationCode(
	typed: string,
	now: number
): { right: boolean; wait: number } {
	if (now < shutUntil) return { right: false, wait: Math.ceil((shutUntil - now) / 60_000) };
	const expected = process.env[INSTALLATION_CODE];
	const right = expected !== undefined && sameText(lettersOf(typed), lettersOf(expected));
	wrong = right ? 0 : wrong + 1;
	if (wrong >= TRIES) {
		wrong = 0;
		shutUntil = now + SHUT_MS;
	}
	return { right, wait: 0 };
}

/** Capitals or not, with or without the hyphens. */
function lettersOf(code: string): string {
	return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function sameText(a: string, b: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return b !== '' && timingSafeEqual(digest(a), digest(b));
}
