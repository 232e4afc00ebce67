import { inArray } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { Belonging } from '#core/roles.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds } from '#modules/all.ts';
import type { Choice } from './choices.ts';

/** Does the actor write rows of every group and organisation, such as the team? */
function writesAll(ctx: Context, kind: AnyKind): boolean {
	return decide(ctx.actor, { permission: kind.permission, on: {} }).allowed;
}

/** Fields that say to which group, organisation or whole a row belongs. */
function scopeFields({ belongs = {} }: AnyKind): string[] {
	return [
		...(belongs.organisations ?? []),
		...(belongs.groups ?? []),
		...(belongs.through ? [belongs.through.field] : [])
	];
}

/**
 * What the field of a form proposes to an actor whose right is held on some groups or organisations only: those. Where several fields may
 * say it, any of them does, and each keeps its whole list.
 */
export async function withinScope(
	ctx: Context,
	kind: AnyKind,
	field: string,
	choices: Choice[]
): Promise<Choice[]> {
	const fields = scopeFields(kind);
	const target = kinds.find(({ name }) => name === kind.columns[field]?.type.target);
	const column = target && columnsOf(target.table)[target.codeField ?? 'code'];
	if (writesAll(ctx, kind) || fields.length !== 1 || fields[0] !== field || !target || !column)
		return choices;
	const rows = await storedRows(
		ctx,
		target,
		inArray(
			column,
			choices.map(({ code }) => code)
		)
	);
	const held = await scopesOf(ctx, kind, field, target, rows);
	const own = new Set(
		rows
			.filter(
				(_, index) =>
					decide(ctx.actor, { permission: kind.permission, on: held[index] ?? {} }).allowed
			)
			.map((row) => String(row[target.codeField ?? 'code']))
	);
	return choices.filter(({ code }) => own.has(code));
}

/** What a row would belong to, were this field to name each of these records. */
async function scopesOf(
	ctx: Context,
	kind: AnyKind,
	field: string,
	target: AnyKind,
	rows: Row[]
): Promise<Belonging[]> {
	if (kind.belongs?.through?.field === field) return belongingsOf(ctx, target, rows);
	const of = kind.belongs?.groups?.includes(field) ? 'groups' : 'organisations';
	return rows.map((row) => ({ [of]: [String(row['id'])] }));
}

/** Refuses (422), in the form, a new row or a change that would belong to what the actor does not write. */
export async function refuseOutOfScope(ctx: Context, kind: AnyKind, row: Row): Promise<void> {
	if (writesAll(ctx, kind)) return;
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	if (decide(ctx.actor, { permission: kind.permission, on }).allowed) return;
	const [field = ''] = scopeFields(kind);
	throw new Refused('invalid', [
		{
			code: 'out-of-scope',
			field,
			message:
				'Vous n’écrivez pas ici : choisissez dans la liste ce que vous représentez ou pilotez.'
		}
	]);
}
