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
 * installation let in everybody at first, hence makes no two of them one (`founderAmong`).
 */
export function isSameWord(one: Word, other: Word, founder: string | null): boolean {
	return (
		one.account === other.account ||
		one.letInBy.includes(other.account) ||
		other.letInBy.includes(one.account) ||
		one.letInBy.some((account) => account !== founder && other.letInBy.includes(account))
	);
}

/** By whose word alone comes in whom these two want: those whom both owe, and nobody else. */
export function commonWord(one: Word, other: Word): string[] {
	return [...one.letInBy, one.account].filter((account) =>
		[...other.letInBy, other.account].includes(account)
	);
}

/**
 * Who let in everybody: the first account, as long as all those who may invite came in by it. As soon as somebody else did not, theirs is
 * another word, and two whom the first let in are one.
 */
export function founderAmong(first: string | null, inviters: readonly Word[]): string | null {
	const isOther = ({ account, letInBy }: Word) =>
		account !== first && !letInBy.includes(first ?? '');
	return inviters.some(isOther) ? null : first;
}

/**
 * May the holder of an account confirm what another began, or give an account a name that somebody else bears? Theirs is another word; or
 * it is the only one there is, and they are not who began.
 * @param begun by whom: who invited, or the account to be renamed
 * @param starters who may not confirm themselves, whatever the words
 */
export function mayConfirm(
	own: Word,
	{ begun, starters }: { begun: Word; starters: readonly string[] },
	{ first, inviters }: { first: string | null; inviters: readonly Word[] }
): boolean {
	const founder = founderAmong(first, inviters);
	if (!isSameWord(begun, own, founder)) return true;
	const isOnly = inviters.every((one) => isSameWord(begun, one, founder));
	return isOnly && !starters.includes(own.account);
}

/**
 * May the holder of an account alone give another, or somebody who was invited, a name that somebody else bears? Not who let them in, nor
 * whom they let in, nor themselves; but whoever has nobody beside them.
 */
export function mayGiveBorneName(
	own: Word,
	given: Word,
	there: { first: string | null; inviters: readonly Word[] }
): boolean {
	if (there.inviters.every((one) => one.account === own.account)) return true;
	const starters = [given.account, given.letInBy.at(-1) ?? ''];
	return mayConfirm(own, { begun: given, starters }, there);
}

/** A name as the directory writes it, and whose it is. */
export interface PartedName {
	id: string;
	firstName: string | null;
	lastName: string | null;
}

/**
 * What people were called before.
 * @param people of the directory as it is
 * @param lines what the journal tells of their names, the last act first: field → [before, after], the whole `row` of a removal
 */
export function formerNames(
	people: readonly PartedName[],
	lines: readonly { id: string; data: Record<string, unknown> }[]
): PartedName[] {
	const standing = new Map(people.map((one) => [one.id, one]));
	return lines.map(({ id, data }) => {
		const { firstName = null, lastName = null } = standing.get(id) ?? {};
		const removed = data['row'] as Partial<PartedName> | undefined; // written whole by the journal
		const before = {
			id,
			firstName: removed ? (removed.firstName ?? null) : formerly(data['firstName'], firstName),
			lastName: removed ? (removed.lastName ?? null) : formerly(data['lastName'], lastName)
		};
		standing.set(id, before);
		return before;
	});
}

function formerly(change: unknown, standing: string | null): string | null {
	if (!Array.isArray(change)) return standing;
	return typeof change[0] === 'string' ? change[0] : null;
}
