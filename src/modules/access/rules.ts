import type { Refusal } from '#core/errors.ts';

/** Longest life of a link, in days: long enough for a year's follow-up of a convention. */
export const LONGEST_DAYS = 366;
export const USUAL_DAYS = 30;
const LONGEST_ASKED = 300;

const DAY_MS = 24 * 3600 * 1000;

export interface LinkTimes {
	expiresAt: Date;
	revokedAt: Date | null;
}

/** Where a link stands at an instant. */
export function stateOf(link: LinkTimes, now: Date): 'open' | 'expired' | 'revoked' {
	if (link.revokedAt) return 'revoked';
	return link.expiresAt > now ? 'open' : 'expired';
}

/** What is wrong with the link that somebody is about to lend; empty when all is well. */
export function lendingRefusals(input: { guest: string; days: number; asks: string }): Refusal[] {
	const refusals: Refusal[] = [];
	if (input.guest.trim() === '')
		refusals.push({
			code: 'guest-missing',
			field: 'guest',
			message: 'Dites pour qui est ce lien : un nom, ou une structure.'
		});
	if (input.guest.length > 200)
		refusals.push({
			code: 'guest-too-long',
			field: 'guest',
			message: 'Ce nom est trop long : 200 caractères au plus.'
		});
	if (input.asks.length > LONGEST_ASKED)
		refusals.push({
			code: 'asked-too-long',
			field: 'asks',
			message: `Cette question est trop longue : ${String(LONGEST_ASKED)} caractères au plus.`
		});
	if (!Number.isInteger(input.days) || input.days < 1 || input.days > LONGEST_DAYS)
		refusals.push({
			code: 'days-out-of-range',
			field: 'days',
			message: `La durée se donne en jours, de 1 à ${String(LONGEST_DAYS)}.`
		});
	return refusals;
}

/** Instant at which a link of so many days stops opening. */
export function expiryOf(now: Date, days: number): Date {
	return new Date(now.getTime() + days * DAY_MS);
}
