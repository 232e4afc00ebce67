import { inArray } from 'drizzle-orm';
import { isAsWide } from '#core/actor.ts';
import type { Block, RecordRef } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { storedRows } from '#core/server/records.ts';
import { peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';
import { readersInWords } from './readers.ts';

/**
 * Blocks in which each record that fewer people read than the page says who reads it, beside it: "(lu par le bureau)". One query per
 * sort of records.
 */
export async function markReserved(
	ctx: Context,
	blocks: Block[],
	page: Audience
): Promise<Block[]> {
	const audiences = await audiencesOf(ctx, recordsIn(blocks));
	const words = new Map<Audience, string>();
	for (const audience of new Set(audiences.values()))
		if (!isAsWide(audience, page)) words.set(audience, await readByInWords(ctx, audience));
	if (words.size === 0) return blocks;
	const mark = ({ id }: RecordRef) => words.get(audiences.get(id) ?? page);
	return marked(blocks, mark) as Block[]; // the same blocks, with words more
}

/** Every record that the blocks tell. */
export function recordsIn(value: unknown): RecordRef[] {
	if (typeof value !== 'object' || value === null) return [];
	if ('record' in value && value.record) return [value.record as RecordRef]; // the only thing of that name in a block
	return Object.values(value).flatMap(recordsIn);
}

async function audiencesOf(ctx: Context, refs: RecordRef[]): Promise<Map<string, Audience>> {
	const found = new Map<string, Audience>();
	for (const [name, own] of Map.groupBy(refs, (ref) => ref.kind)) {
		const kind = kinds.find((one) => one.name === name);
		if (!kind) continue;
		const ids = [...new Set(own.map(({ id }) => id))];
		for (const row of await storedRows(ctx, kind, inArray(kind.table.id, ids)))
			found.set(String(row['id']), row['audience'] as Audience); // the column of every record
	}
	return found;
}

/** "lu par le bureau": who is named is told to whoever changes the record, in its form. */
export async function readByInWords(ctx: Context, audience: Audience): Promise<string> {
	if (peopleOfAudience(audience).length > 0) return 'lu par des personnes nommées';
	return `lu par ${await readersInWords(ctx, audience)}`;
}

type Mark = (ref: RecordRef) => string | undefined;

/** A run that leads to a record is preceded by its mark; a text or a quotation that holds one, by a paragraph. */
function marked(value: unknown, mark: Mark): unknown {
	if (Array.isArray(value))
		return value.flatMap((one: unknown) => {
			const words = isTelling(one) ? mark(one.record) : undefined;
			if (!words) return [marked(one, mark)];
			return 'kind' in (one as object) ? [paragraph(words), one] : [` (${words})`, one];
		});
	if (typeof value !== 'object' || value === null || isTelling(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one, mark)]));
}

function isTelling(value: unknown): value is { record: RecordRef } {
	return (
		typeof value === 'object' && value !== null && 'record' in value && value.record !== undefined
	);
}

function paragraph(words: string): Block {
	return {
		kind: 'paragraph',
		runs: [`${words.charAt(0).toLocaleUpperCase('fr')}${words.slice(1)}.`]
	};
}
