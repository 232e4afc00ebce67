import type { Refusal } from '#core/errors.ts';

/** Longest life of a link, in days: long enough for a year's follow-up of a convention. */
export const LONGEST_DAYS = 366;
export const USUAL_DAYS = 30;
const LONGEST_ASKED = 160;
const LONGEST_GUEST = 100;

const DAY_MS = 24 * 3600 * 1000;

/**
 * What a person may lend, and a guest send, in a day: a collective lends a few links a week, and nobody writes to sixty strangers
 * through it.
 */
export const LIMITS = { links: 20, letters: 10, answers: 5 } as const;
/** Over which they are counted. */
export const LIMIT_MS = DAY_MS;
/** Between two letters that tell a lender of answers. */
const LETTER_MS = DAY_MS;

/** May the lender be written to of answers again? The first answer is told at once; those that follow wait for each other. */
export function isTimeToTell(lastLetter: Date | null, now: Date): boolean {
	return lastLetter === null || now.getTime() - lastLetter.getTime() >= LETTER_MS;
}

/** What a mail reader would turn into a link: an address of the web, a name of machine, an address of mail. */
const LEADS_AWAY = /[a-z0-9+.-]:\/\/|www\.|@|[\p{L}\p{N}-]\.[\p{L}]{2,}(?:[/:?#]|\s|$)/iu;

/** Does the text lead elsewhere once it is read in a mailbox? */
export function leadsAway(text: string): boolean {
	return LEADS_AWAY.test(text);
}

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
	if (input.guest.length > LONGEST_GUEST)
		refusals.push({
			code: 'guest-too-long',
			field: 'guest',
			message: `Ce nom est trop long : ${String(LONGEST_GUEST)} caractères au plus.`
		});
	else if (leadsAway(input.guest))
		refusals.push({
			code: 'guest-leads-away',
			field: 'guest',
			message: 'Un nom ne contient pas d’adresse de site ni de courriel.'
		});
	if (input.asks.length > LONGEST_ASKED)
		refusals.push({
			code: 'asked-too-long',
			field: 'asks',
			message: `Cette question est trop longue : ${String(LONGEST_ASKED)} caractères au plus.`
		});
	else if (leadsAway(input.asks))
		refusals.push({
			code: 'asked-leads-away',
			field: 'asks',
			message:
				'Une question ne contient pas d’adresse de site ni de courriel : elle part dans un courriel signé du collectif.'
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
