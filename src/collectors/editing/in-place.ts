import { inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { decide } from '#core/actor.ts';
import type { Block } from '#core/blocks.ts';
import { dependsOn } from '#core/server/grounds.ts';
import { isRecordId } from '#core/ids.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { mayPutAway } from '#core/server/keeping.ts';
import { storedRows } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { recordLink, renderHtmlBlocks } from '#publishing/index.ts';
import { additionsTo, type Tool } from './additions.ts';
import { changeHere, OWN, type Ref } from './addresses.ts';
import { additionPage, changePage, type FormPage } from './forms.ts';
import { kindOf, rowOf } from './home.ts';
import { markReserved, recordsIn } from './reserved-marks.ts';

/** A list of which everybody reads the page: what is kept to fewer says so in it. */
export const EVERYBODY: { audience: Audience } = { audience: 'public' };

/** The form that a page shows beside what it tells. */
export interface Editor extends FormPage {
	/** Where the form is sent; the page is come back to from there. */
	action: string;
	/** The form as a page of its own. */
	ownPage: string;
	/** What travels with the form: the version shown, or the identifier of the record to come. */
	hidden: Record<string, string>;
	/** The page without its form. */
	back: string;
	/** Of a record that exists. */
	record: { historyPath: string; removePath: string | null; additions: Tool[] } | null;
}

/**
 * Blocks as the markup of a page where they are kept up to date: what tells a record leads to its form, for whoever
 * may write it. `page`: the record that the page tells, as its reader sees it; what fewer people read says so. No other query for the
 * team and for who writes nothing.
 */
export async function showSheet(
	ctx: Context,
	url: URL,
	blocks: Block[],
	page: { audience: Audience } | null = null
): Promise<string> {
	const refs = recordsIn(blocks);
	const writable = await writableAmong(ctx, refs);
	const told = page ? await markReserved(ctx, blocks, page.audience) : blocks;
	return renderHtmlBlocks(told, {
		forms: new Map(writable.map((ref) => [recordLink(ref), changeHere(ref, url.searchParams)]))
	});
}

/** Where each of these records is changed from the page that shows them, by its identifier; the others are absent. */
export async function changeLinks(
	ctx: Context,
	kind: string,
	ids: string[]
): Promise<Record<string, string>> {
	const writable = await writableAmong(
		ctx,
		ids.map((id) => ({ kind, id }))
	);
	return Object.fromEntries(writable.map((ref) => [ref.id, changeHere(ref)]));
}

async function writableAmong(ctx: Context, refs: Ref[]): Promise<Ref[]> {
	const writable: Ref[] = [];
	for (const [name, own] of Map.groupBy(refs, (ref) => ref.kind)) {
		const kind = kinds.find((one) => one.name === name);
		if (!kind || !decide(ctx.actor, { permission: kind.permission }).allowed) continue;
		if (decide(ctx.actor, { permission: kind.permission, on: {} }).allowed) {
			writable.push(...own);
			continue;
		}
		const ids = [...new Set(own.map((ref) => ref.id))];
		const rows = await storedRows(ctx, kind, inArray(kind.table.id, ids));
		const belongings = await belongingsOf(ctx, kind, rows);
		for (const [index, row] of rows.entries())
			if (decide(ctx.actor, { permission: kind.permission, on: belongings[index] ?? {} }).allowed)
				writable.push({ kind: name, id: String(row['id']) });
	}
	return writable;
}

/** Does an address ask for a form beside its page? */
export function asksForm({ searchParams }: URL): boolean {
	return searchParams.has('modifier') || searchParams.has('ajouter');
}

/**
 * The form that the address of a page asks for: `?modifier=decision/0190…` or `?ajouter=decision&meetingId=ca-2023-09-18`;
 * null when it asks for none. Refuses as the form on its own page does.
 */
export async function editorIn(ctx: Context, url: URL): Promise<Editor | null> {
	const [kind = '', id = ''] = (url.searchParams.get('modifier') ?? '').split('/');
	const added = url.searchParams.get('ajouter') ?? '';
	if (!isRecordId(id) && !added) return null;
	const { page, ownPage } = isRecordId(id)
		? { page: await changePage(ctx, kind, id), ownPage: `/modifier/${kind}/${id}` }
		: await addition(ctx, added, url);
	if (!isRecordId(id)) dependsOn('chance');
	const back = withoutForm(url, page);
	return {
		...page,
		ownPage,
		action: `${ownPage.split('?')[0] ?? ''}?${new URLSearchParams({ retour: back }).toString()}`,
		back,
		hidden: isRecordId(id) ? { version: String(page.version) } : { record: uuidv7() },
		record: isRecordId(id)
			? {
					historyPath: `/historique/${kind}/${id}`,
					removePath: mayPutAway(ctx.actor, kindOf(kind)) ? `/retirer/${kind}/${id}` : null,
					additions: await partsAddedTo(ctx, kind, id)
				}
			: null
	};
}

/** A record without a page of its own has its parts added from its form. */
async function partsAddedTo(ctx: Context, name: string, id: string): Promise<Tool[]> {
	if (objectKinds.get(name)?.indexed) return [];
	const kind = kindOf(name);
	const row = await rowOf(ctx, kind, id);
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	return additionsTo(ctx, kind, row, on);
}

async function addition(ctx: Context, kind: string, url: URL) {
	const known = Object.fromEntries(url.searchParams);
	const page = await additionPage(ctx, kind, known);
	const own = new URLSearchParams(
		page.fields.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : []))
	).toString();
	return { page, ownPage: `/ajouter/${kind}${own ? `?${own}` : ''}` };
}

/** The page as it was before its form was asked. */
function withoutForm(url: URL, page: FormPage): string {
	const left = new URLSearchParams(url.searchParams);
	for (const name of [...OWN, ...page.fields.map((field) => field.name)]) left.delete(name);
	const query = left.toString();
	return query ? `${url.pathname}?${query}` : url.pathname;
}
