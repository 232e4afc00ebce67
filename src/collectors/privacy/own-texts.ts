import { getTableConfig } from 'drizzle-orm/pg-core';
import type { Context } from '#core/server/context.ts';
import { withoutName } from '#core/server/privacy/named-values.ts';
import { findNames, type MetRow } from '#core/server/privacy/texts.ts';
import { isAudience, peopleOfAudience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';
import {
	capital,
	extractsOf,
	homesOf,
	lawfulTexts,
	mayReadRow,
	type Extract,
	type Home
} from './name-texts.ts';
import type { Known } from './subject.ts';

/** A text that people wrote, and that names somebody. */
export interface OwnText {
	/** French singular, capital: "Compte rendu". */
	label: string;
	home: Home | null;
	extracts: Extract[];
	/** French: why it would keep the name after an erasure; null when it would lose it. */
	keptBecause: string | null;
}

export interface OwnTexts {
	texts: OwnText[];
	/** Texts of a circle that their reader is not of, and that name them as somebody else wrote it; those of named people are not looked at. */
	reserved: number;
}

/** French: what the count of reserved texts leaves out, whoever asks. */
export const NOT_COUNTED =
	'Ne sont pas cherchés ici les textes gardés pour des personnes nommées, ni, dans ceux que vous ne lisez pas, un nom que vous avez choisi vous-même et que personne n’a confirmé : demandez-en une copie, l’équipe vous répond.';

/** The same, said to the team of somebody else. */
export const NOT_COUNTED_FOR_TEAM =
	'Ne sont pas cherchés ici les textes gardés pour des personnes nommées, ni, dans ceux que vous ne lisez pas, un nom que la personne a choisi elle-même et que personne n’a confirmé.';

/** Texts of records that name somebody, as far as their reader may read them (GDPR, article 15). */
export async function textsNaming(ctx: Context, known: Known): Promise<OwnTexts> {
	const byTable = new Map(kinds.map((kind) => [getTableConfig(kind.table).name, kind]));
	const met = await findNames(ctx, known.sought, lawfulTexts, (table) => byTable.has(table));
	const rows = met.filter((row) => row.id !== known.subject.personId);
	const readable = rows.filter((row) => mayReadRow(ctx, row));
	const texts: OwnText[] = [];
	for (const [table, own] of Map.groupBy(readable, (row) => row.table)) {
		const kind = byTable.get(table);
		if (!kind) continue;
		const homes = await homesOf(ctx, kind, own);
		for (const row of own)
			texts.push({
				label: capital(kind.singular),
				home: homes.get(row.id) ?? null,
				extracts: extractsOf({ ...row, lawful: null }, kind),
				keptBecause: row.lawful?.because ?? null
			});
	}
	const reserved = rows.filter((row) => !mayReadRow(ctx, row) && isCounted(row, known));
	return { texts, reserved: reserved.length };
}

/** Told to them, such a count would say which words stand in texts that they may not read, were the words of their choosing. */
function isCounted({ audience, texts }: MetRow, { vouched }: Known): boolean {
	if (audience === null || !isAudience(audience) || peopleOfAudience(audience).length > 0)
		return false;
	return texts.some(({ text }) => withoutName(text, vouched).found.length > 0);
}
