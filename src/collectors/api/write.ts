import { v7 as uuidv7 } from 'uuid';
import { Refused, type Refusal } from '#core/errors.ts';
import { takeText } from '#core/cells.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { changeRecord, createRecord, storedRows, type Row } from '#core/server/records.ts';
import { authorise } from '#core/server/permissions.ts';
import { eq } from 'drizzle-orm';
import { editableFields, writeRow } from '../editing/fields.ts';
import { writableRow } from '../editing/forms.ts';
import { removeRecord } from '../editing/history.ts';
import { readForm } from '../editing/read-form.ts';
import { getRecord } from './read.ts';
import { resourceFor } from './resources.ts';
import { toTexts, type ApiRecord, type JsonObject } from './values.ts';

/**
 * Creates a record as a form would: same rules, same journal. `wanted` is an identifier that the program chose: asked twice with
 * the same one, one record is created. Refuses (403) without the right, (422) with one refusal per field.
 */
export async function addRecord(
	ctx: Context,
	name: string,
	body: JsonObject,
	wanted?: string
): Promise<{ record: ApiRecord; isNew: boolean }> {
	const { kind } = resourceFor(ctx, name);
	authorise(ctx, kind.permission);
	const id = wanted ?? uuidv7();
	if (!isRecordId(id))
		throw new Refused('invalid', [
			{ code: 'key', message: 'Idempotency-Key est un UUID, en lettres minuscules.' }
		]);
	const [already] = await storedRows(ctx, kind, eq(kind.table.id, id));
	if (already) {
		await writableRow(ctx, kind.name, id);
		return { record: (await getRecord(ctx, name, id)).record, isNew: false };
	}
	const input = await inputOf(ctx, kind, body, {});
	await createRecord(ctx, kind, input, id);
	return { record: (await getRecord(ctx, name, id)).record, isNew: true };
}

/**
 * Changes the fields that the program gives, and no other. `version` is the one it read: refuses (422, `stale`) when somebody has
 * changed the record since; (403), (404) and (422) as a form does.
 */
export async function amendRecord(
	ctx: Context,
	name: string,
	id: string,
	body: JsonObject,
	version: number
): Promise<ApiRecord> {
	const { row: known } = await getRecord(ctx, name, id);
	const { kind, row } = await writableRow(
		ctx,
		resourceFor(ctx, name).kind.name,
		String(known['id'])
	);
	const input = await inputOf(ctx, kind, body, row);
	await changeRecord(ctx, kind, String(row['id']), input, version);
	return (await getRecord(ctx, name, String(row['id']))).record;
}

/** Takes a record away; its history keeps it whole. Refuses (422) while others refer to it, or when it moved on. */
export async function dropRecord(
	ctx: Context,
	name: string,
	id: string,
	version: number
): Promise<void> {
	const { row: known } = await getRecord(ctx, name, id);
	const { kind, row } = await writableRow(
		ctx,
		resourceFor(ctx, name).kind.name,
		String(known['id'])
	);
	if (Number(row['version']) !== version)
		throw new Refused('invalid', [
			{ code: 'stale', message: 'Cette fiche a changé depuis que vous l’avez lue : relisez-la.' }
		]);
	await removeRecord(ctx, kind, row);
}

async function inputOf(ctx: Context, kind: AnyKind, body: JsonObject, stored: Row): Promise<Row> {
	const before = stored['id'] === undefined ? {} : await writeRow(ctx, kind, stored);
	const { texts, refusals } = toTexts(kind, body, before);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	try {
		return await readForm(ctx, kind, texts, { ...stored, ...unasked(kind, texts, stored) });
	} catch (failure) {
		throw failure instanceof Refused ? inProgramWords(kind, failure) : failure;
	}
}

/** What no form asks and programs may say: the code, the place in lists. */
function unasked(kind: AnyKind, texts: Record<string, string>, stored: Row): Row {
	const asked = new Set(editableFields(kind).map(([field]) => field));
	const row: Row = {};
	const refusals: Refusal[] = [];
	for (const [field, column] of Object.entries(kind.columns)) {
		const text = texts[field] ?? '';
		if (asked.has(field) || text === '' || !column.header) continue;
		const taken = takeText(column.type, text);
		const read = 'text' in taken ? column.type.read(taken.text) : taken;
		if (field === kind.codeField && stored['id'] !== undefined) {
			if (text !== stored[field]) refusals.push(CODE_STAYS);
		} else if ('value' in read) row[field] = read.value;
		else
			refusals.push({
				code: 'unreadable',
				field,
				message: `« ${text.slice(0, 60)} » ${read.refusal}.`
			});
	}
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	return row;
}

const CODE_STAYS: Refusal = {
	code: 'code-stays',
	field: 'code',
	message: 'Le code d’une fiche ne change pas : d’autres la connaissent sous ce nom.'
};

/** The same refusals, with the names that programs give to fields. */
function inProgramWords(kind: AnyKind, refused: Refused): Refused {
	return new Refused(
		refused.kind,
		refused.refusals.map((one) => {
			const header = one.field === undefined ? undefined : kind.columns[one.field]?.header;
			return header ? { ...one, field: header } : one;
		})
	);
}
