import { sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { mayRead } from '#core/actor.ts';
import { foldedLetters, spellingsOf, type Spelling } from '#core/names.ts';
import type { Context } from '#core/server/context.ts';
import type { Audience } from '#core/vocabulary.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { kinds } from '#modules/all.ts';
import { areCommonWords } from './common-words.ts';
import { declaredTables } from './declared.ts';

/** A name that somebody bears or bore. */
export interface BorneName {
	whole: string;
	first?: string | null;
	last?: string | null;
}

/** A name of the directory, and whether who asks may read whose it is. */
export interface ToldName {
	name: string;
	isTold: boolean;
}

export interface Weighed {
	/** Ways to write the names that may be looked for in words. */
	spellings: Spelling[];
	/** These names themselves. */
	lookedFor: string[];
	/** French sentences: names that are also something else’s. */
	refused: string[];
	/** French sentence: why nothing is sure. */
	doubt: string | null;
	/**
	 * The same for what who asks may not read, of which nothing is told: `refused`, a name is also that of a body kept to others;
	 * `doubt`, it may be that of somebody or something kept to others.
	 */
	untold: 'refused' | 'doubt' | null;
}

/**
 * Which names of somebody may be looked for in texts: one that is also that of an organisation, a body or a place, or that is made of
 * ordinary words, is refused, since whoever chooses their name would choose what is erased. Nobody is told by it of what they may not
 * read: a made-up name would ask. `others`: names of the directory that are not theirs.
 */
export async function weighNames(
	ctx: Context,
	borne: BorneName[],
	others: ToldName[]
): Promise<Weighed> {
	const all = await properNames(ctx);
	const proper = all.filter((one) => one.isTold);
	const hidden = all.filter((one) => !one.isTold);
	const lettersOf = (isTold: boolean) =>
		new Set(others.filter((one) => one.isTold === isTold).map(({ name }) => foldedLetters(name)));
	const otherPeople = lettersOf(true);
	const hiddenPeople = lettersOf(false);
	let untold: Weighed['untold'] = null;
	const refused = new Map<string, string>();
	const doubts = new Set<string>();
	const spellings = new Map<string, Spelling>();
	const lookedFor = new Set<string>();
	for (const one of borne) {
		const words = one.whole
			.split(/[\s\p{Pd}'’]+/u)
			.map(foldedLetters)
			.filter(Boolean);
		const turns = new Set(
			words.map((_, turn) => [...words.slice(turn), ...words.slice(0, turn)].join(''))
		);
		const same = proper.find(({ letters }) => turns.has(letters));
		if (same)
			refused.set(
				one.whole,
				`« ${one.whole} » est aussi le nom de « ${same.name} » (${same.what}) : les textes ne seront pas touchés.`
			);
		else if (areCommonWords(words))
			refused.set(
				one.whole,
				`« ${one.whole} » est fait de mots de tous les jours : les textes ne seront pas touchés.`
			);
		if (refused.has(one.whole)) continue;
		lookedFor.add(one.whole);
		if (words.length < 2)
			doubts.add(`« ${one.whole} » est un seul mot : il peut désigner autre chose.`);
		if ([...turns].some((letters) => otherPeople.has(letters)))
			doubts.add(`Quelqu’un d’autre porte le nom « ${one.whole} » dans l’annuaire.`);
		const within = proper.find(({ letters }) => [...turns].some((turn) => letters.includes(turn)));
		if (within && words.length > 1)
			doubts.add(`« ${one.whole} » est dans le nom de « ${within.name} » (${within.what}).`);
		if (hidden.some(({ letters }) => turns.has(letters))) untold = 'refused';
		else if (
			[...turns].some(
				(turn) =>
					hiddenPeople.has(turn) ||
					(words.length > 1 && hidden.some(({ letters }) => letters.includes(turn)))
			)
		)
			untold ??= 'doubt';
		for (const way of spellingsOf(one))
			spellings.set(`${String(way.inAddress)} ${String(way.inCode)} ${way.letters}`, way);
	}
	return {
		spellings: [...spellings.values()].sort((a, b) => b.letters.length - a.letters.length),
		lookedFor: [...lookedFor],
		refused: [...refused.values()],
		doubt: doubts.size > 0 ? [...doubts].join(' ') : null,
		untold
	};
}

interface ProperName extends ToldName {
	letters: string;
	/** French: "groupe". */
	what: string;
}

/** Names of organisations, bodies and places, and those of the collective itself. */
async function properNames(ctx: Context): Promise<ProperName[]> {
	const found: ProperName[] = [];
	const add = (name: unknown, what: string, isTold = true) => {
		if (typeof name !== 'string') return;
		const letters = foldedLetters(name);
		if (letters !== '') found.push({ name, letters, what, isTold });
	};
	const { settings } = ctx.collective;
	for (const name of [
		settings.name,
		settings.fullName,
		settings.ptce,
		settings.territory,
		settings.city
	])
		add(name, 'le collectif');
	for (const kind of kinds) {
		if (!kind.properNames) continue;
		const table = sql.identifier(getTableConfig(kind.table).name);
		for (const field of kind.properNames) {
			const column = columnsOf(kind.table)[field];
			if (!column) continue;
			const { rows } = await ctx.db.execute<{ name: unknown; audience: Audience }>(
				sql`SELECT DISTINCT ${sql.identifier(column.name)}::text AS name, audience::text AS audience FROM ${table} ORDER BY 1, 2`
			);
			for (const { name, audience } of rows) add(name, kind.singular, mayRead(ctx.actor, audience));
		}
	}
	return found;
}

/** Names by which rows of the declared tables are signed, that are this one whatever their letters. */
export async function signedNames(ctx: Context, spellings: Spelling[]): Promise<string[]> {
	const whole = new Set(
		spellings
			.filter((one) => one.isWhole && !one.inAddress && !one.inCode)
			.map((one) => one.letters)
	);
	if (whole.size === 0) return [];
	const found = new Set<string>();
	for (const { table, by } of declaredTables)
		for (const [column, how] of Object.entries(by)) {
			if (how !== 'name') continue;
			const { rows } = await ctx.db.execute<{ name: unknown }>(
				sql`SELECT DISTINCT ${sql.identifier(column)} AS name FROM ${sql.identifier(table)}`
			);
			for (const { name } of rows)
				if (typeof name === 'string' && whole.has(foldedLetters(name))) found.add(name);
		}
	return [...found];
}

/** Addresses that rows give to who bears these names; one that a row gives to somebody else is a shared mailbox. */
export async function addressesOf(ctx: Context, names: string[]): Promise<string[]> {
	if (names.length === 0) return [];
	const found = new Set<string>();
	for (const { table, by } of declaredTables) {
		const name = Object.keys(by).find((column) => by[column] === 'name');
		const address = Object.keys(by).find((column) => by[column] === 'address');
		if (!name || !address) continue;
		const among = sql.join(
			names.map((one) => sql`${one}`),
			sql`, `
		);
		const { rows } = await ctx.db.execute<{ address: string }>(sql`
			SELECT lower(${sql.identifier(address)}) AS address FROM ${sql.identifier(table)}
			WHERE ${sql.identifier(address)} IS NOT NULL
			GROUP BY 1 HAVING bool_or(${sql.identifier(name)} IN (${among}))
				AND bool_and(${sql.identifier(name)} IS NULL OR ${sql.identifier(name)} IN (${among}))`);
		for (const row of rows) found.add(row.address);
	}
	return [...found];
}
