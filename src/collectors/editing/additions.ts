import { and, eq } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import type { Belonging } from '#core/roles.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { addHere } from './addresses.ts';
import { attachedTo, partsOf } from './parts.ts';

/** Something that may be done from the page where one stands. */
export interface Tool {
	label: string;
	path: string;
}

/** What the record is made of, then what other modules tie to it. */
export async function additionsTo(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	on: Belonging
): Promise<Tool[]> {
	const code = kind.codeField ? String(row[kind.codeField]) : '';
	if (!code) return [];
	const tools: Tool[] = [];
	for (const [part, field] of [...partsOf(kind), ...attachedTo(kind)]) {
		if (!decide(ctx.actor, { permission: part.permission, on }).allowed) continue;
		if (await isTaken(ctx, part, field, String(row['id']))) continue;
		tools.push({ label: part.singular, path: addHere(part.name, { [field]: code }) });
	}
	return tools;
}

/** Is there one already of what a record has once only, such as the minutes of a meeting, and may the actor know of it? */
async function isTaken(ctx: Context, part: AnyKind, field: string, id: string): Promise<boolean> {
	const column = columnsOf(part.table)[field];
	if (part.key.length > 1 || part.key[0] !== field || !column) return false;
	const rows = await storedRows(ctx, part, and(eq(column, id), visible(ctx, part.table)));
	return rows.length > 0;
}
