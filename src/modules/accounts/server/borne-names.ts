import { and, desc, eq, or, sql } from 'drizzle-orm';
import { isSameName, mixesAlphabets } from '#core/names.ts';
import type { Context } from '#core/server/context.ts';
import { kindNamed } from '#core/server/kinds.ts';
import { audienceFilter } from '#core/server/permissions.ts';
import { journal, searchEntry } from '#core/server/tables.ts';
import { person, personName } from '#modules/network/index.ts';
import { formerNames } from '../rules.ts';
import { user } from './tables.ts';

/** Whose name it is to be: what they bear themselves is nobody else’s. */
export interface Bearer {
	account: string | null;
	personId: string | null;
}
const NOBODY_YET: Bearer = { account: null, personId: null };

/** Do both read as one name, in the letters of the same alphabets? */
export function isSameGiven(one: string, other: string): boolean {
	return isSameName(one, other) && mixesAlphabets(one) === mixesAlphabets(other);
}

/** Does the name read as that of somebody or something else, or could it be made to? */
export async function isTaken(ctx: Context, name: string, own = NOBODY_YET): Promise<boolean> {
	return mixesAlphabets(name) || (await bearersOf(ctx, name, own)).length > 0;
}

/**
 * The names of other people, accounts, structures and groups that read as this one. What somebody was called before, or who has been taken
 * away from the directory, counts: nobody makes a name free to give it to another.
 */
export async function bearersOf(ctx: Context, name: string, own: Bearer): Promise<string[]> {
	const { people, former, accounts } = await everyName(ctx);
	// Structures, groups, places: whatever has a name of its own and a page. The title of a meeting or of a need is words: whoever tried
	// names would learn those of records that they may not read.
	const found = await ctx.db
		.select({ kind: searchEntry.kind, title: searchEntry.title })
		.from(searchEntry)
		.where(audienceFilter(ctx, searchEntry.audience));
	const titles = found.filter((one) => kindNamed(one.kind)?.properNames);
	const { settings } = ctx.collective;
	const names = [
		...[settings.name, settings.fullName, settings.ptce, settings.territory, settings.city],
		...[...people, ...former].filter((one) => one.id !== own.personId).map(personName),
		...accounts
			.filter((one) => one.id !== own.account && one.personId === null)
			.map((one) => one.name),
		...titles.map((one) => one.title)
	];
	const isBorne = (one: string) => properParts(one).some((part) => isSameName(part, name));
	return [...new Set(names.filter((one) => one !== undefined).filter(isBorne))];
}

/**
 * The names by which others than these signed, or sign: of accounts that are not theirs, and what people of the directory were called before,
 * or who were taken away from it. What is signed by such a name alone is nobody’s for sure.
 */
export async function namesOfOthers(
	ctx: Context,
	own: { accounts: readonly string[]; personId: string | null }
): Promise<{ name: string; personId: string | null }[]> {
	const { former, accounts } = await everyName(ctx);
	return [
		...former
			.filter((one) => one.id !== own.personId)
			.map((one) => ({ name: personName(one), personId: one.id })),
		...accounts
			.filter((one) => !own.accounts.includes(one.id))
			.map(({ name }) => ({ name, personId: null }))
	];
}

/** What people of the directory are called, what they were called before, and what accounts are. */
async function everyName(ctx: Context) {
	const people = await ctx.db
		.select({ id: person.id, firstName: person.firstName, lastName: person.lastName })
		.from(person);
	const former = formerNames(people, await renamings(ctx));
	const accounts = await ctx.db
		.select({ id: user.id, personId: user.personId, name: user.name })
		.from(user);
	return { people, former, accounts };
}

/** What the journal tells of people who were renamed or taken away, the last first. */
async function renamings(ctx: Context): Promise<{ id: string; data: Record<string, unknown> }[]> {
	const isNaming = or(
		eq(journal.event, 'person.removed'),
		sql`${journal.data} ?| array['firstName', 'lastName']`
	);
	const rows = await ctx.db
		.select({ id: journal.recordId, data: journal.data })
		.from(journal)
		.where(and(eq(journal.kind, 'person'), isNaming))
		.orderBy(desc(journal.at), desc(journal.id));
	return rows.flatMap(({ id, data }) => (id === null ? [] : [{ id, data }]));
}

/** « GT5 — Mobilité solidaire » goes by its name without its number too. */
function properParts(title: string): string[] {
	return [title, ...title.split(/\s[\u2013\u2014:]\s/)];
}
