import { decide, mayRead } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { withoutInner, type AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { cleanText } from '#core/typed.ts';
import { kinds } from '#modules/all.ts';
import { cellText, codesReferredTo } from './texts.ts';

/** A list as it leaves: headers, then the text of each cell, in an order that does not depend on the database. */
export interface ListedRows {
	kind: AnyKind;
	headers: string[];
	rows: string[][];
}

/** The rows of a kind that the actor may read. Codes of records that the actor may not read are left out. */
export async function listRows(ctx: Context, name: string): Promise<ListedRows> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw absent('Cette liste n’existe pas.');
	const decision = decide(ctx.actor, { permission: kind.permission.replace(/\.[a-z]+$/, '.read') });
	if (!decision.allowed)
		throw new Refused('forbidden', [{ code: 'forbidden', message: decision.because }]);
	const readable = (row: Row) => mayRead(ctx.actor, row['audience'] as Audience); // every record table has one
	const stored = (await storedRows(ctx, kind))
		.filter(readable)
		.map((row) => withoutInner(ctx.actor, kind, row));
	const columns = Object.entries(kind.columns);
	const codes = await codesReferredTo(ctx, kind, readable);
	const rows = stored
		.map((row) =>
			columns.map(([field, column]) =>
				cleanText(cellText(row, field, column, codes), column.type.long === true)
			)
		)
		.sort((a, b) => (a.join(';') < b.join(';') ? -1 : 1));
	return { kind, headers: columns.map(([, column]) => column.header), rows };
}
