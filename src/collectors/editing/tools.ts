import { eq } from 'drizzle-orm';
import { decide, type Actor } from '#core/actor.ts';
import { formatPartialDate, type PartialDate } from '#core/partial-date.ts';
import { belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import { answers } from '#core/server/contract.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { modules } from '#modules/all.ts';
import { isLendable } from '../guests.ts';
import { withGuests } from '../lent-readers.ts';
import { additionsTo, type Tool } from './additions.ts';
import { addHere, changeHere } from './addresses.ts';
import { homeOf, kindOf } from './home.ts';
import { standsAlone } from './parts.ts';
import { countClosed } from './publishing.ts';
import { readersInWords } from './readers.ts';
import { readByInWords } from './reserved-marks.ts';

/** What the actor may do from a page. */
export interface Tools {
	/** With the record that the page tells. */
	ways: Tool[];
	/** What may be added to it, or to the list that the page is. */
	additions: Tool[];
	/** Who reads the record, in words, told to who may write it; null elsewhere. */
	readBy: string | null;
}

/** The record that a page tells, as the frame of the page needs it. */
export interface ShownRecord {
	kind: string;
	id: string;
	/** Who reads it. */
	audience: Audience;
	tools: Tools;
	/** "lu par le bureau": said on paper too, to every reader of what is not read by everybody; null otherwise. */
	reserved: string | null;
	/** The day since which it is archived, in words; null for one in service. */
	archived: string | null;
}

/**
 * The record of a page, which its route names by kind and code: what the actor may do with it and add to it, since when it is archived.
 * Null for whoever has no tool (public, guest), and when the page tells a record that the actor may not read. One query, and at most
 * four more for who may write.
 */
export async function shownRecord(
	ctx: Context,
	kindName: string,
	code: string | number
): Promise<ShownRecord | null> {
	if (ctx.actor.kind !== 'person') return null;
	const kind = kindOf(kindName);
	const column = columnsOf(kind.table)[kind.codeField ?? ''];
	if (!column) throw new Error(`a page names no « ${kindName} »: it has no code`);
	const [row] = await storedRows(ctx, kind, eq(column, code));
	// The column of every record.
	const audience = row?.['audience'] as Audience;
	if (!row || !decide(ctx.actor, { read: audience }).allowed) return null;
	const since = row['archivedOn'] as PartialDate | null; // the column of every record
	return {
		kind: kind.name,
		id: String(row['id']),
		audience,
		tools: await toolsOf(ctx, kind, row),
		reserved: audience === 'public' ? null : await readByInWords(ctx, audience),
		archived: since ? formatPartialDate(since) : null
	};
}

async function toolsOf(ctx: Context, kind: AnyKind, row: Row): Promise<Tools> {
	const [on = {}] = await belongingsOf(ctx, kind, [row]);
	const may = (permission: string) => decide(ctx.actor, { permission }).allowed;
	const writes = decide(ctx.actor, { permission: kind.permission, on }).allowed;
	const id = String(row['id']);
	const audience = row['audience'] as Audience; // the column of every record
	const closed = writes && audience === 'public' ? await countClosed(ctx, kind, row) : 0;
	const except = closed > 0 ? `, sauf ce qui la compose et reste réservé (${String(closed)})` : '';
	const readers = `${await readersInWords(ctx, audience)}${except}`;
	return {
		readBy: writes ? await withGuests(ctx, kind, row, readers) : null,
		ways: [
			...(writes
				? [
						{ label: 'Modifier', path: changeHere({ kind: kind.name, id }) },
						{ label: 'Tenir à jour', path: `/tenir/${kind.name}/${id}` }
					]
				: []),
			...(writes && audience !== 'public'
				? [{ label: 'Publier', path: `/publier/${kind.name}/${id}` }]
				: []),
			...(closed > 0 ? [{ label: 'Publier le reste', path: `/publier/${kind.name}/${id}` }] : []),
			...(writes && audience === 'public' && kind.firstReaders.else !== 'public'
				? [
						{
							label: 'Refermer',
							path: `/modifier/${kind.name}/${id}#champ-${readersField(kind)}`
						}
					]
				: []),
			...(writes && isLendable(kind.name) && may('access.lend')
				? [{ label: 'Prêter un lien', path: `/liens/nouveau?sorte=${kind.name}&fiche=${id}` }]
				: []),
			...(may('access.explain')
				? [{ label: 'Qui voit cette fiche ?', path: `/acces/${kind.name}/${id}` }]
				: []),
			...(kind.name === 'person' && may('privacy.manage')
				? [{ label: 'Ses données', path: `${(await homeOf(ctx, kind, row)).path}/donnees` }]
				: [])
		],
		additions: await additionsTo(ctx, kind, row, on)
	};
}

/** What the actor may add from the first page of a module; what is part of a record is added on the page of that record. */
export function listTools(actor: Actor, path: string): Tools {
	const additions = modules
		.filter((one) => one.path === path)
		.flatMap((one) => answers(one.exchange))
		.filter((kind) => standsAlone(kind))
		.filter(({ permission }) => decide(actor, { permission, on: {} }).allowed)
		.map((kind) => ({ label: kind.singular, path: addHere(kind.name) }));
	return { ways: [], additions, readBy: null };
}
