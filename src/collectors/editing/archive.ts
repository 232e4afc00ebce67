import { and, desc, isNotNull } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import { partialDate, type PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { visible } from '#core/server/permissions.ts';
import { changeRecord, type Row } from '#core/server/records.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { searchEntry } from '#core/server/tables.ts';
import { writeShown } from '#core/shown.ts';
import { objectKinds } from '#modules/all.ts';
import { withPages } from '../record-pages.ts';
import { writableRow } from './forms.ts';
import { homeOf, kindOf, type Home } from './home.ts';

const LIMIT = 200;

/** Can records of this kind be archived? Those that hold the day since which they are. */
export function isArchivable(kind: AnyKind): boolean {
	return 'archivedOn' in kind.columns;
}

/**
 * Puts a record out of the way, or back: lists, choices and search leave it out; its page, the reports and the counts keep it.
 * An act like another: in the history, undone in the same way. Refuses as `writableRow` does, and (422) a record that is no longer what
 * its page showed (`shown`, the field `SHOWN` of the form); twice changes nothing.
 */
export async function setArchived(
	ctx: Context,
	kindName: string,
	id: string,
	isArchived: boolean,
	shown: string
): Promise<Home> {
	const { kind, row } = await writableRow(ctx, kindName, id);
	if (!isArchivable(kind)) throw absent('Cette sorte de fiche ne s’archive pas.');
	const home = await homeOf(ctx, kind, row);
	if (isArchived === (row['archivedOn'] !== null)) return home;
	refuseUnlessShown(shown, [shownRow(ctx, kind, row, home)]);
	const since = isArchived ? partialDate(ctx.today) : null;
	await changeRecord(ctx, kind, id, { ...row, archivedOn: since }, Number(row['version']));
	return home;
}

/** The record as the page of the act shows it, for the field `SHOWN` of its form. */
export function shownToArchive(ctx: Context, kind: AnyKind, row: Row, home: Home): string {
	return writeShown([shownRow(ctx, kind, row, home)]);
}

function shownRow(ctx: Context, kind: AnyKind, row: Row, { title }: Home) {
	return shownAs(ctx, `${kind.name}/${String(row['id'])}`, title, row);
}

/** A record that was archived. */
export interface Archived {
	kind: string;
	id: string;
	/** French name of its kind. */
	label: string;
	title: string;
	path: string | null;
	since: PartialDate;
}

/** What was archived and has a page of its own, the latest first. */
export async function listArchived(ctx: Context): Promise<Archived[]> {
	const rows = await ctx.db
		.select()
		.from(searchEntry)
		.where(and(isNotNull(searchEntry.archivedOn), visible(ctx, searchEntry)))
		.orderBy(desc(searchEntry.archivedOn), searchEntry.title, searchEntry.recordId)
		.limit(LIMIT);
	return (await withPages(ctx, rows)).flatMap(({ kind, recordId, title, path, archivedOn }) =>
		archivedOn
			? [
					{
						kind,
						id: recordId,
						label: objectKinds.get(kind)?.label ?? kindOf(kind).singular,
						title,
						path,
						since: archivedOn
					}
				]
			: []
	);
}
