import type { Refusal } from '#core/errors.ts';

/** Longest life of a token, in days. */
export const LONGEST_DAYS = 366;
export const USUAL_DAYS = 90;
/** Open tokens of one person: more than that are forgotten somewhere. */
export const MOST_TOKENS = 20;
const DAY_MS = 24 * 3600 * 1000;

export interface TokenTimes {
	expiresAt: Date;
	revokedAt: Date | null;
}

/** Where a token stands at an instant. */
export function stateOf(token: TokenTimes, now: Date): 'open' | 'expired' | 'revoked' {
	if (token.revokedAt) return 'revoked';
	return token.expiresAt > now ? 'open' : 'expired';
}

/** What is wrong with the token that somebody is about to make; empty when all is well. */
export function tokenRefusals(
	input: { name: string; days: number; writes: string[] },
	known: { modules: string[]; open: number }
): Refusal[] {
	const refusals: Refusal[] = [];
	const add = (code: string, field: string, message: string) =>
		refusals.push({ code, field, message });
	if (input.name.trim() === '')
		add('name-missing', 'nom', 'Dites à quoi sert ce jeton : « Site du collectif ».');
	if (input.name.length > 100)
		add('name-too-long', 'nom', 'Ce nom est trop long : 100 caractères au plus.');
	if (!Number.isInteger(input.days) || input.days < 1 || input.days > LONGEST_DAYS)
		add('days', 'jours', `La durée se donne en jours, de 1 à ${String(LONGEST_DAYS)}.`);
	if (input.writes.some((one) => !known.modules.includes(one)))
		add('unknown-module', 'ecrit', 'Choisissez parmi les domaines proposés.');
	if (known.open >= MOST_TOKENS)
		add(
			'too-many',
			'nom',
			`Vous avez déjà ${String(MOST_TOKENS)} jetons ouverts : reprenez-en un d’abord.`
		);
	return refusals;
}

/** Instant at which a token of so many days stops opening. */
export function expiryOf(now: Date, days: number): Date {
	return new Date(now.getTime() + days * DAY_MS);
}
