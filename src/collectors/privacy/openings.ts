import { eq, inArray } from 'drizzle-orm';
import { mayRead, type Actor } from '#core/actor.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { isRecordId } from '#core/ids.ts';
import { authorise } from '#core/server/permissions.ts';
import {
	isWatched,
	listOpenings,
	noteOpening,
	openingsOf,
	type Opened
} from '#core/server/privacy/openings.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { storedRows } from '#core/server/records.ts';
import { searchEntry } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, objectKinds } from '#modules/all.ts';

const SIZE = 50;

/** Pages that show a record of any kind, by its identifier, and what they show of it. */
const BY_ID: Record<string, string> = {
	historique: 'l’historique',
	modifier: 'le formulaire',
	acces: 'ses lecteurs'
};

/**
 * Notes which records kept to few a page has just shown to somebody, once it is answered: the page does not wait. Who sees the
 * place as another is noted under their own account.
 */
export function noteWhatWasRead(collective: Collective, actor: Actor, url: URL): Promise<void> {
	return actor.kind === 'person'
		? inCollective(collective, { actor, mode: 'write' }, async (ctx) => {
				for (const one of await watchedAt(ctx, url))
					if (mayRead(actor, one.audience)) await noteOpening(ctx, actor, one);
			})
		: Promise.resolve();
}

async function watchedAt(ctx: Context, url: URL): Promise<Opened[]> {
	const path = decodeURI(url.pathname);
	// A page may show a form too.
	const [kind = '', id = ''] = (url.searchParams.get('modifier') ?? '').split('/');
	const form = isRecordId(id) ? await watchedRecord(ctx, kind, id, 'le formulaire') : [];
	return [...(await watchedPage(ctx, path)), ...form];
}

async function watchedPage(ctx: Context, path: string): Promise<Opened[]> {
	const [first = '', kind = '', id = ''] = path.split('/').slice(1);
	if (BY_ID[first] && isRecordId(id)) return watchedRecord(ctx, kind, id, BY_ID[first]);
	if (first === 'exports') return watchedFile(ctx, kind.replace(/\.(csv|xlsx)$/, ''));
	if (first === 'api') return watchedByProgram(ctx, path);
	const entries = await ctx.db
		.select({ kind: searchEntry.kind, id: searchEntry.recordId, audience: searchEntry.audience })
		.from(searchEntry)
		.where(eq(searchEntry.path, path));
	return entries
		.filter((one) => isWatched(one.audience))
		.map(({ id: recordId, ...one }) => ({ ...one, recordId, what: 'la fiche' }));
}

async function watchedRecord(
	ctx: Context,
	name: string,
	id: string,
	what: string
): Promise<Opened[]> {
	const kind = kinds.find((one) => one.name === name);
	const [row] = kind ? await storedRows(ctx, kind, eq(kind.table.id, id)) : [];
	const audience = row?.['audience'] as Audience | undefined; // the column of every record
	return audience && isWatched(audience) ? [{ kind: name, recordId: id, audience, what }] : [];
}

/** A file of a whole kind: one line for each circle among its rows that the reader took away. */
async function watchedFile(ctx: Context, name: string): Promise<Opened[]> {
	const kind = kinds.find((one) => one.name === name);
	if (!kind) return [];
	const rows = await ctx.db.selectDistinct({ audience: kind.table.audience }).from(kind.table);
	const watched = rows
		.map((row) => row.audience as Audience) // the column of every record
		.filter((audience) => isWatched(audience) && mayRead(ctx.actor, audience));
	return watched
		.slice(0, 1)
		.map((audience) => ({ kind: name, recordId: null, audience, what: 'le tableau exporté' }));
}

/** `/api/v1/reunions/2024-03-06-bureau`: the resource is the name of the file of the kind. */
async function watchedByProgram(ctx: Context, path: string): Promise<Opened[]> {
	const [, , , resource = '', code] = path.split('/');
	const kind = kinds.find((one) => one.file === `${resource}.csv`);
	if (!kind) return [];
	if (!code) return watchedFile(ctx, kind.name);
	const column = columnsOf(kind.table)[kind.codeField ?? 'id'];
	if (!column || (kind.codeField === undefined && !isRecordId(code))) return [];
	const [row] = await storedRows(ctx, kind, inArray(column, [code]));
	return row ? watchedRecord(ctx, kind.name, String(row['id']), 'la fiche, par un programme') : [];
}

/** Who opened a record, as its history tells it to who may write it. */
export async function readersOf(ctx: Context, kind: string, recordId: string) {
	return (await openingsOf(ctx, kind, recordId, SIZE)).map(({ at, name, actingAs, what }) => ({
		at,
		name,
		actingAs,
		what
	}));
}

/** Openings of a month; a record that the reader may not read is not named. Refuses (403) who has not the permission. */
export async function openingsPage(ctx: Context, month: string | null, page: number) {
	authorise(ctx, 'privacy.openings');
	const chosen = month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : ctx.today.slice(0, 7);
	const found = await listOpenings(ctx, chosen, { page, size: SIZE });
	const lines = [];
	for (const one of found.slice(0, SIZE)) {
		const { at, name, actingAs, what, kind, recordId, isReadable } = one;
		const [record] =
			isReadable && recordId
				? ((await objectKinds.get(kind)?.describe(ctx, [recordId])) ?? [])
				: [];
		const plural = kinds.find((entry) => entry.name === kind)?.plural ?? kind;
		lines.push({
			id: one.id,
			at,
			name,
			actingAs,
			what,
			record:
				record && mayRead(ctx.actor, record.audience)
					? { title: record.title, path: record.path }
					: { title: isReadable ? plural : 'une fiche réservée à d’autres', path: null }
		});
	}
	return { month: chosen, lines, more: found.length > SIZE };
}
