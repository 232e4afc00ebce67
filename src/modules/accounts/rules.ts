import { cleanName } from '#core/typed.ts';
import { plainText } from '#core/words.ts';
import { isMailAddress } from '#core/mail.ts';
import type { Refusal } from '#core/errors.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** A link by mail opens once, within this time (OWASP ASVS 5.0, 6.6.2 and 6.6.3: short-lived, single use). */
export const LINK_MINUTES = 15;
/** The time a volunteer may take to open a mail before a meeting. */
export const INVITATION_DAYS = 14;
/** A session nobody uses ends after this. */
export const SESSION_IDLE_DAYS = 7;
/** However used, a session ends after this (OWASP ASVS 5.0, 7.3.2). */
export const SESSION_DAYS = 30;
/** How long after signing in one may change how one signs in without proving it again. */
const FRESH_MINUTES = 30;

/** OWASP ASVS 5.0, 6.2: length counts, composition does not. Three more than the 8 it asks for, as there is no second step. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
const NAME_MAX = 200;

/** Doors whose attempts are counted. */
export type CountedDoor =
	| 'link'
	| 'linkUse'
	| 'password'
	| 'code'
	| 'passkey'
	| 'passkeyAsked'
	| 'sso'
	| 'invitation'
	| 'invite'
	| 'name';

/** How many attempts in a quarter of an hour, on one account and from one address. */
export const LIMITS: Record<CountedDoor, { account: number; address: number }> = {
	link: { account: 5, address: 40 },
	linkUse: { account: 20, address: 60 },
	password: { account: 10, address: 50 },
	code: { account: 10, address: 50 },
	passkey: { account: 20, address: 60 },
	passkeyAsked: { account: 20, address: 60 },
	sso: { account: 20, address: 60 },
	invitation: { account: 20, address: 60 },
	invite: { account: 60, address: 200 },
	name: { account: 5, address: 40 }
};
export const LIMIT_MINUTES = 15;
/** Behind a proxy that Fanal was not told of, everybody comes from one address: it gets as much as so many. */
export const UNKNOWN_ADDRESS_FACTOR = 20;

/** What is wrong with a password to be chosen; empty when it will do. `words`: name, address and collective of the person. */
export function passwordRefusals(password: string, words: readonly string[]): Refusal[] {
	const refuse = (message: string) => [{ code: 'password', field: 'password', message }];
	const length = [...password].length;
	if (length < PASSWORD_MIN)
		return refuse(
			`Ce mot de passe a ${String(length)} caractères : il en faut au moins ${String(PASSWORD_MIN)}. Plusieurs mots à la suite font l’affaire.`
		);
	if (length > PASSWORD_MAX)
		return refuse(`Ce mot de passe dépasse ${String(PASSWORD_MAX)} caractères : raccourcissez-le.`);
	const plain = plainText(password).replace(/[^a-z0-9]/g, '');
	if (new Set(password.toLowerCase()).size < 5)
		return refuse('Ce mot de passe répète trop peu de caractères : choisissez-en un autre.');
	const core = plain.replace(/^[0-9]+|(?<![0-9])[0-9]+$/g, '');
	if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(core))
		return refuse('Ce mot de passe est parmi les plus courants : choisissez-en un autre.');
	const known = words.flatMap((word) => plainText(word).split(/[^a-z0-9]+/));
	const left = known
		.filter((word) => word.length > 3)
		.reduce((text, word) => text.replaceAll(word, ''), core);
	if (left.length < 4 && core.length >= 4)
		return refuse('Ce mot de passe se devine à partir de votre nom : choisissez-en un autre.');
	return [];
}

/** An address as accounts keep it, or null when it cannot be one. */
export function emailOf(text: string): string | null {
	const email = text.trim().toLowerCase();
	return isMailAddress(email) && /\.[^.]{2,}$/.test(email) ? email : null;
}

/** What is wrong with a name typed by hand. */
export function nameRefusals(name: string, field: string): Refusal[] {
	const length = [...cleanName(name)].length;
	if (length === 0) return [{ code: 'name', field, message: 'Le nom manque : écrivez-le.' }];
	if (length > NAME_MAX)
		return [
			{
				code: 'name',
				field,
				message: `Ce nom dépasse ${String(NAME_MAX)} caractères : abrégez-le.`
			}
		];
	return [];
}

/** Is the session over on that instant, however used? */
export function isOverAge(createdAt: Date, now: Date): boolean {
	return now.getTime() - createdAt.getTime() > SESSION_DAYS * 86_400_000;
}

/** Did the person sign in recently enough to change how they sign in? */
export function isFresh(createdAt: Date, now: Date): boolean {
	return now.getTime() - createdAt.getTime() <= FRESH_MINUTES * 60_000;
}

/** Days during which who could invite still counts as somebody who may confirm: nobody makes a second person go, then does without. */
export const SECOND_PERSON_DAYS = 30;

/** An account, and those by whose word alone it was let in, however far back. */
export interface Word {
	account: string;
	letInBy: readonly string[];
}

/**
 * May one person be behind both accounts? One let in the other, alone, directly or through others; or somebody let in both so. Who opened the
 * installation let in everybody at first, hence makes no two of them one.
 */
export function isSameWord(one: Word, other: Word, founder: string | null): boolean {
	return (
		one.account === other.account ||
		one.letInBy.includes(other.account) ||
		other.letInBy.includes(one.account) ||
		one.letInBy.some((account) => account !== founder && other.letInBy.includes(account))
	);
}
