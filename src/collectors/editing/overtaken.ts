import { and, desc, eq } from 'drizzle-orm';
import { takeText, type Column } from '#core/cells.ts';
import { Refused, type Refusal } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import { journal } from '#core/server/tables.ts';
import { cleanText } from '#core/typed.ts';
import { canonical } from '#core/server/records/values.ts';
import { enumerated } from '#core/words.ts';
import { resolveChoice } from './choices.ts';
import { editableFields, writeRow } from './fields.ts';
import { fieldLabel } from './labels.ts';

/** Fields whose stored text is taken over the typed one: the answer to two people who wrote differently. */
const TAKEN = '_reprendre';

/** Puts what another wrote over what was typed, in the fields where the person prefers it. */
export async function takeTheirs(
	ctx: Context,
	kind: AnyKind,
	texts: Record<string, string>,
	row: Row
): Promise<Record<string, string>> {
	const wanted = (texts[TAKEN] ?? '').split(' | ');
	const stored = await writeRow(ctx, kind, row);
	const taken = editableFields(kind)
		.filter(([field]) => wanted.includes(field))
		.map(([field]) => [field, stored[field] ?? '']);
	return { ...texts, ...Object.fromEntries(taken) };
}

/**
 * Refuses (422, `stale`) a form whose record has moved on since the version it shows. `texts` is brought up to date:
 * what others alone changed is taken from them; where both wrote, the typed text stays, and a refusal of the field
 * (`rival`) asks to choose.
 */
export async function refuseOvertaken(
	ctx: Context,
	kind: AnyKind,
	texts: Record<string, string>,
	row: Row,
	version: number
): Promise<void> {
	if (Number(row['version']) === version) return;
	const { who, base } = await before(ctx, kind, row, version);
	const stored = await writeRow(ctx, kind, row);
	const old = await writeRow(ctx, kind, base);
	const taken: string[] = [];
	const rivals: Refusal[] = [];
	for (const [field, column] of editableFields(kind)) {
		const [mine, theirs] = [texts[field] ?? '', stored[field] ?? ''];
		if (theirs === (old[field] ?? '') || (await says(ctx, column, mine, row[field], theirs)))
			continue;
		const label = fieldLabel(kind.name, column.header);
		if (await says(ctx, column, mine, base[field], old[field] ?? '')) {
			texts[field] = theirs;
			taken.push(`« ${label} »`);
		} else
			rivals.push({
				code: 'rival',
				field,
				message: `${who} a répondu autrement : gardez votre réponse, ou reprenez la sienne.`
			});
	}
	throw new Refused('invalid', [{ code: 'stale', message: sentence(who, taken) }, ...rivals]);
}

function sentence(who: string, taken: string[]): string {
	const kept =
		taken.length > 0
			? ` Ce que vous n’aviez pas touché est repris ici (${enumerated(taken)}).`
			: '';
	return `${who} a modifié cette fiche pendant que vous l’écriviez.${kept} Rien n’est perdu : relisez, puis enregistrez de nouveau.`;
}

/** Who changed the record since that version, and what it was then, from the journal. */
async function before(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	version: number
): Promise<{ who: string; base: Row }> {
	const missed = Number(row['version']) - version;
	const lines = await ctx.db
		.select({ actor: journal.actor, data: journal.data })
		.from(journal)
		.where(
			and(
				eq(journal.recordId, String(row['id'])),
				eq(journal.kind, kind.name),
				eq(journal.event, `${kind.name}.changed`)
			)
		)
		.orderBy(desc(journal.id))
		.limit(missed > 0 ? Math.min(missed, 1000) : 1);
	const base = { ...row };
	for (const { data } of lines)
		for (const [field, change] of Object.entries(data))
			if (Array.isArray(change)) base[field] = change[0];
	return { who: enumerated([...new Set(lines.map((line) => line.actor))]) || 'Quelqu’un', base };
}

/** Does the text typed say this value? A record may be typed by its code or by its name. */
async function says(
	ctx: Context,
	{ type }: Column,
	text: string,
	value: unknown,
	written: string
): Promise<boolean> {
	if (type.many) return sorted(text) === sorted(written);
	if (text === written) return true;
	const taken = takeText(type, text);
	if ('refusal' in taken || text === '') return false;
	if (taken.text === cleanText(written, type.long === true)) return true;
	if (!type.target) {
		const read = type.read(taken.text);
		return 'value' in read && canonical(read.value) === canonical(value);
	}
	const found = await resolveChoice(ctx, type.target, taken.text);
	return 'id' in found && found.id === value;
}

function sorted(codes: string): string {
	return codes.split(' | ').filter(Boolean).sort().join(' | ');
}
