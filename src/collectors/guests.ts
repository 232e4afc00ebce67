import { createHash } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { decide, isAsWide, type Actor } from '#core/actor.ts';
import type { Block } from '#core/blocks.ts';
import { absent, Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import { authoriseRows } from '#core/server/belonging.ts';
import { type Context, within } from '#core/server/context.ts';
import type { GuestForm } from '#core/asked.ts';
import { readersWhenLent, tiesTo } from '#core/server/lent.ts';
import type { Described, GuestLink, GuestQuestion, GuestView } from '#core/server/contract.ts';
import { storedRows } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, modules, objectKinds } from '#modules/all.ts';

const views = new Map(modules.flatMap((one) => one.guests ?? []).map((view) => [view.kind, view]));

/** What somebody may answer who is asked to confirm a record. */
const CONFIRMATIONS = [
	{ value: 'confirmed', label: 'Je confirme' },
	{ value: 'toCorrect', label: 'Il y a quelque chose à corriger' }
];

/** One record, as a link names it. */
export interface Thing {
	kind: string;
	recordId: string;
}

export interface GuestPage {
	title: string;
	lead: string;
	blocks: Block[];
	question: GuestQuestion | null;
	file: { name: string; size: number } | null;
	form: GuestForm | null;
	/** Fingerprint of what is shown, which an answer is about. */
	shown: string;
}

/** A thing lent: for whom, and what they are asked to confirm. */
type LentThing = Thing & {
	id?: string;
	guest: string;
	asks?: string | null;
	answeredAt?: Date | null;
	/** Since then, what is added or opened to the readers of the record is theirs alone. */
	lentAt?: Date;
};

/** What the holder of a link reads: that record, as its own readers would, and nothing else. */
export async function guestPage(ctx: Context, thing: LentThing): Promise<GuestPage> {
	const { view, record } = await viewOf(ctx, thing);
	const asGuest: Context = within(ctx, { actor: await guestActor(ctx, thing, view, record) });
	const question = thing.asks
		? { text: thing.asks, choices: CONFIRMATIONS }
		: await view.asks?.(asGuest, thing.recordId);
	const file = await view.file?.(asGuest, thing.recordId);
	const form = await view.form?.(asGuest, thing.recordId, heldLink(thing));
	const { title, lead, blocks } = await view.show(asGuest, thing.recordId);
	return {
		title,
		lead,
		blocks,
		question: question ?? null,
		file: file ? { name: file.name, size: file.size } : null,
		form: form ?? null,
		shown: fingerprintOf([title, lead, blocks, file?.sha256 ?? null])
	};
}

function fingerprintOf(shown: unknown): string {
	return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

/** What a form may say that its guest had before them. */
const FINGERPRINT = /^[\w-]{43}$/;

/** An answer, and what it was about. */
interface Answered extends LentThing {
	answeredVersion: number | null;
	answeredShown: string | null;
}

/**
 * Records of which what a guest reads has changed since they answered, by identifier of their link: any part that is shown; for an
 * answer given before that was kept, the record itself.
 */
export async function changedSince(
	ctx: Context,
	links: (Answered & { id: string })[]
): Promise<Set<string>> {
	const answered = links.filter((link) => link.answeredVersion !== null);
	const versions = await versionsOf(ctx, answered);
	const pages = new Map<string, string | null>();
	const changed = new Set<string>();
	for (const link of answered) {
		const { id, recordId, answeredShown, answeredVersion } = link;
		if (answeredShown === null) {
			if (answeredVersion !== versions.get(recordId)) changed.add(id);
			continue;
		}
		// Two links on a record lend what it was on two days.
		const page = `${recordId} ${String(link.lentAt?.getTime())}`;
		const today = pages.get(page) ?? (await shownToday(ctx, link));
		pages.set(page, today);
		if (answeredShown !== today) changed.add(id);
	}
	return changed;
}

/** Null for a record that is gone. */
async function shownToday(ctx: Context, thing: LentThing): Promise<string | null> {
	try {
		return (await guestPage(ctx, thing)).shown;
	} catch (failure) {
		if (failure instanceof Refused) return null;
		throw failure;
	}
}

/**
 * Keeps the form that a guest filled. Refuses (404) a record that has none, (422) answers that do not fit. Returns what the list of
 * links tells of it; null when it is not to be told who has answered.
 */
export async function guestFill(
	ctx: Context,
	thing: LentThing,
	sent: { id: string; texts: Record<string, string> }
): Promise<{ value: string; label: string; version: number } | null> {
	const { view, record } = await viewOf(ctx, thing);
	if (!view.fill) throw absent('Cette fiche n’attend pas de réponse.');
	const asGuest: Context = within(ctx, { actor: await guestActor(ctx, thing, view, record) });
	const { isNamed } = await view.fill(asGuest, thing.recordId, heldLink(thing), sent);
	if (!isNamed) return null;
	const versions = await versionsOf(ctx, [thing]);
	return {
		value: 'filled',
		label: 'A répondu au questionnaire',
		version: versions.get(thing.recordId) ?? 0
	};
}

/** Is there a form to fill behind the link, rather than one answer to give? */
export function asksForm(kind: string): boolean {
	return views.get(kind)?.fill !== undefined;
}

function heldLink({ id = '', guest, answeredAt = null }: LentThing): GuestLink {
	return { id, guest, hasAnswered: answeredAt !== null };
}

/** The file that goes with the record lent. Refuses (404) a record that has none. */
export async function guestFile(ctx: Context, thing: LentThing) {
	const { view, record } = await viewOf(ctx, thing);
	const asGuest: Context = within(ctx, { actor: await guestActor(ctx, thing, view, record) });
	const file = await view.file?.(asGuest, thing.recordId);
	if (!file) throw absent('Aucun fichier ne va avec cette fiche.');
	return file;
}

/**
 * The choice that a guest made, about what their page showed (`seen`, its fingerprint; what stands now without one). Refuses (422) an
 * answer that the question does not offer.
 */
export async function guestChoice(
	ctx: Context,
	thing: LentThing,
	value: string,
	seen = ''
): Promise<{ value: string; label: string; version: number; shown: string }> {
	const { question, shown } = await guestPage(ctx, thing);
	const choice = question?.choices.find((one) => one.value === value);
	if (!choice)
		throw new Refused('invalid', [
			{ code: 'no-such-answer', field: 'answer', message: 'Choisissez l’une des réponses.' }
		]);
	const versions = await versionsOf(ctx, [thing]);
	return {
		...choice,
		version: versions.get(thing.recordId) ?? 0,
		shown: FINGERPRINT.test(seen) ? seen : shown
	};
}

/**
 * The record that somebody is about to lend, with what the link would open. Refuses what cannot be lent (404), and
 * (403) who could not read or change the record: nobody lends what is not theirs to keep.
 */
export async function thingToLend(
	ctx: Context,
	thing: Thing
): Promise<{ title: string; path: string; label: string; audience: Audience; isWhole: boolean }> {
	const { view, record } = await viewOf(ctx, thing);
	const reading = decide(ctx.actor, { read: record.audience });
	if (!reading.allowed)
		throw new Refused('forbidden', [{ code: 'forbidden', message: reading.because }]);
	const kind = kinds.find((one) => one.name === thing.kind);
	if (!kind) throw absent('Cette sorte de fiche n’existe pas.');
	await authoriseRows(ctx, kind, await storedRows(ctx, kind, eq(kind.table.id, thing.recordId)));
	const { title, path, audience } = record;
	return { title, path, audience, label: view.label, isWhole: view.isWhole === true };
}

/** Can records of this kind be lent by a link? */
export function isLendable(kind: string): boolean {
	return views.has(kind);
}

/** Versions of records: who confirmed an older one has not seen what changed since. */
export async function versionsOf(ctx: Context, things: Thing[]): Promise<Map<string, number>> {
	const versions = new Map<string, number>();
	for (const [name, own] of Map.groupBy(things, (one) => one.kind)) {
		const kind = kinds.find((one) => one.name === name);
		const ids = own.map((one) => one.recordId).filter(isRecordId);
		if (!kind || ids.length === 0) continue;
		const rows = await ctx.db
			.select({ id: kind.table.id, version: kind.table.version })
			.from(kind.table as PgTable) // a table of records, whose columns are asked by name
			.where(inArray(kind.table.id, ids));
		for (const row of rows) versions.set(String(row.id), Number(row.version));
	}
	return versions;
}

/** Records that links open, whoever reads: the caller keeps those that the actor may read. What is gone is left out. */
export async function describeThings(
	ctx: Context,
	things: Thing[]
): Promise<Map<string, Described>> {
	const found = new Map<string, Described>();
	for (const [kind, view] of views) {
		const ids = things.filter((one) => one.kind === kind).map((one) => one.recordId);
		const described = (await objectKinds.get(view.kind)?.describe(ctx, ids)) ?? [];
		for (const one of described) found.set(one.id, one);
	}
	return found;
}

async function viewOf(ctx: Context, thing: Thing): Promise<{ view: GuestView; record: Described }> {
	const view = views.get(thing.kind);
	const [record] =
		(view && isRecordId(thing.recordId)
			? await objectKinds.get(thing.kind)?.describe(ctx, [thing.recordId])
			: undefined) ?? [];
	if (!view || !record) throw absent('Cette fiche n’existe plus, ou ne se prête pas par un lien.');
	return { view, record };
}

/**
 * The guest reads what the record's own readers read on the day it was lent, for this one record: the page shows no other. Of its parts,
 * those that were lent with it: what is added later for its readers is told to them, and to nobody else. Refuses (404) a record that
 * has been narrowed since.
 */
async function guestActor(
	ctx: Context,
	{ kind: name, guest, recordId, lentAt: at }: LentThing,
	{ isWhole }: GuestView,
	{ audience }: Described
): Promise<Actor> {
	if (!at) return { kind: 'guest', name: guest, reads: [audience] };
	const [readers = audience] = await readersWhenLent(ctx, [{ recordId, at, readers: audience }]);
	if (!isAsWide(audience, readers)) throw absent(NARROWED);
	const kind = kinds.find((one) => one.name === name);
	const lent = isWhole || !kind ? {} : { lent: { recordId, at, readers, ties: tiesTo(kind) } };
	return { kind: 'guest', name: guest, reads: [...new Set([audience, readers])], ...lent };
}

/** What the holder of a link is told whose record has fewer readers than on the day it was lent. */
export const NARROWED =
	'Ce lien n’ouvre plus : la page a été refermée depuis qu’elle a été prêtée. Demandez à l’équipe du collectif.';
