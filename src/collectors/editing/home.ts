import { and, eq } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds, modules, objectKinds } from '#modules/all.ts';
import { withPages } from '../record-pages.ts';

/** A page where a record is read, its own or that of what it is a part of. */
export interface Home {
	title: string;
	path: string;
}

/** Of what does not exist, and of what is kept from who asks: the same words. */
export const GONE = 'Cette fiche n’existe pas, n’existe plus, ou ne vous est pas ouverte.';

/** The kind of that name. Refuses (404) a name that no module gives. */
export function kindOf(name: string): AnyKind {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) throw absent('Cette sorte de fiche n’existe pas.');
	return kind;
}

/** A stored row by its identifier, whoever reads. Refuses (404) one that does not exist. */
export async function rowOf(ctx: Context, kind: AnyKind, id: string): Promise<Row> {
	const [row] = isRecordId(id) ? await storedRows(ctx, kind, eq(kind.table.id, id)) : [];
	if (!row) throw absent(GONE);
	return row;
}

/** Where a row is read: its own page, that of the first record it refers to that has one, or the first page of its module. */
export async function homeOf(ctx: Context, kind: AnyKind, row: Row): Promise<Home> {
	const home = await homeOfRow(ctx, kind, row);
	if (home) return home;
	const owner = modules.find((one) => answers(one.exchange).some(({ name }) => name === kind.name));
	return owner
		? { title: owner.name, path: owner.path }
		: { title: 'Tableau de bord', path: '/tableau-de-bord' };
}

async function homeOfRow(ctx: Context, kind: AnyKind, row: Row): Promise<Home | undefined> {
	const own = await describe(ctx, kind.name, row['id']);
	if (own) return own;
	for (const [field, { type }] of Object.entries(kind.columns)) {
		const parent =
			type.target && !type.many ? await homeOfReference(ctx, type.target, row[field]) : undefined;
		if (parent) return parent;
	}
	return undefined;
}

async function homeOfReference(
	ctx: Context,
	target: string,
	id: unknown
): Promise<Home | undefined> {
	const described = await describe(ctx, target, id);
	if (described || typeof id !== 'string') return described;
	const kind = kindOf(target);
	const [row] = await storedRows(ctx, kind, and(eq(kind.table.id, id), visible(ctx, kind.table)));
	return row && homeOfRow(ctx, kind, row);
}

async function describe(ctx: Context, name: string, id: unknown): Promise<Home | undefined> {
	const object = objectKinds.get(name);
	if (!object || typeof id !== 'string') return undefined;
	const [described] = await object.describe(ctx, [id]);
	// Whatever page or refusal tells where a row is read, it names nothing kept to others.
	if (!described || !mayRead(ctx.actor, described.audience)) return undefined;
	const [told] = await withPages(ctx, [
		{ kind: name, recordId: described.id, path: described.path }
	]);
	return told?.path ? { title: described.title, path: told.path } : undefined;
}
