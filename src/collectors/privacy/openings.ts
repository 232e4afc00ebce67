import { sql, type SQL } from 'drizzle-orm';
import { mayRead, type Actor } from '#core/actor.ts';
import type { Collective, Context } from '#core/server/context.ts';
import { inCollective } from '#core/server/database.ts';
import { isRecordId } from '#core/ids.ts';
import { columnsOf } from '#core/server/records/rows.ts';
import { authorise } from '#core/server/permissions.ts';
import {
	listOpenings,
	noteOpenings,
	openingsOf,
	readerOf,
	watched,
	type Opened
} from '#core/server/privacy/openings.ts';
import { isWordless, takeReads, type Reads } from '#core/server/privacy/reads.ts';
import { searchEntry } from '#core/server/tables.ts';
import { plainText } from '#core/words.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds, objectKinds } from '#modules/all.ts';
import { recordsIn } from '../editing/reserved-marks.ts';
import { withPages } from '../record-pages.ts';
import { lastReaders } from './told-rows.ts';
import { namesOf, referencesOf } from './wordless.ts';

const SIZE = 50;
/** More rows of one kind than this, and the whole is noted as one table. */
const MANY = 200;

/** What an answer gave of a record, by the first word of its address. */
const WAYS: Record<string, string> = {
	historique: 'l’historique',
	modifier: 'le formulaire',
	acces: 'ses lecteurs',
	publier: 'ses lecteurs',
	exports: 'le tableau exporté',
	recherche: 'la recherche',
	rapports: 'le rapport annuel',
	chiffres: 'les lignes d’un chiffre',
	agenda: 'l’agenda',
	api: 'un programme'
};
const RECORD = 'la fiche';
const FILE = 'le fichier';
const ELSEWHERE = 'une autre page';
/** What was opened for itself; the rest names the record among others. */
const OPENED = [RECORD, FILE, 'l’historique', 'le formulaire', 'le tableau exporté'];

/** What was asked, and what was answered. */
export interface Answered {
	url: URL;
	/** The route that answered. */
	route: string;
	/** The words of the answer; null for a file that is none of words. */
	text: string | null;
}

/**
 * Notes which records kept to few an answer has just told somebody, by whatever door: those whose rows the database gave while it was
 * made, and of which the answer holds some words. Who sees the place as another is noted under their own account.
 */
export async function noteWhatWasRead(
	collective: Collective,
	actor: Actor,
	answered: Answered
): Promise<void> {
	await noteWhatWasTold(collective, actor, await watchedReads(collective, actor), answered);
}

/**
 * The rows kept to few that this actor may read, among those that were read to make an answer; asked once it is made.
 * @param at the revision that the answer was made at, if it wrote nothing
 */
export async function watchedReads(
	collective: Collective,
	actor: Actor,
	at?: string
): Promise<Watched[]> {
	const reads = takeReads(actor);
	if (reads.size === 0) return [];
	const rows = await inCollective(collective, { actor, at }, (ctx) => watchedAmong(ctx, reads));
	// What was looked up to be noted was told to nobody.
	takeReads(actor);
	return rows.filter((one) => mayRead(actor, one.audience));
}

/** Notes those of these rows that the answer tells. */
export async function noteWhatWasTold(
	collective: Collective,
	actor: Actor,
	rows: Watched[],
	answered: Answered
): Promise<void> {
	if (actor.kind !== 'person') return;
	const told = toldBy(rows, answered).map(({ kind, recordId, audience, path }) => ({
		kind,
		recordId,
		audience,
		what: wayOf(answered, path, recordId)
	}));
	if (told.length === 0) return;
	await inCollective(collective, { actor, mode: 'write' }, (ctx) =>
		noteOpenings(ctx, readerOf(actor), told)
	);
	takeReads(actor);
}

interface Watched extends Omit<Opened, 'what'> {
	recordId: string;
	path: string | null;
	/** Its words that came. */
	texts: string[];
	/** Of a row that may hold no word of its own, how a page may call each record that it ties; null for the others. */
	ties: readonly (readonly string[])[] | null;
}

/** The rows kept to few among those that were read, in one query; one more for what those without words tie. */
async function watchedAmong(ctx: Context, reads: Reads): Promise<Watched[]> {
	const parts = kinds.flatMap((kind): SQL[] => {
		const { name, table } = kind;
		const keys = [...(reads.get(name)?.keys() ?? [])];
		if (keys.length === 0) return [];
		const [ids, codes] = [keys.filter(isRecordId), keys.filter((one) => !isRecordId(one))];
		const own = columnsOf(table)[kind.codeField ?? ''];
		// An edition has a year for a code.
		const code = own ? sql`${own}::text` : sql`NULL::text`;
		const isRead = sql`(${table.id} = ANY(${sql.param(ids)}::uuid[]) OR ${code} = ANY(${sql.param(codes)}::text[]))`;
		return [
			sql`SELECT ${name}::text AS kind, ${table.id} AS id, ${code} AS code, ${table.audience} AS audience, ${isWordless(kind) ? referencesOf(kind) : sql`NULL::text[]`} AS ties FROM ${table} WHERE ${isRead} AND ${watched(table.audience)}`
		];
	});
	if (parts.length === 0) return [];
	const { rows } = await ctx.db.execute<{
		kind: string;
		id: string;
		code: string | null;
		audience: Audience;
		path: string | null;
		ties: string[] | null;
	}>(
		sql`SELECT read.*, found.path FROM (${sql.join(parts, sql` UNION ALL `)}) AS read LEFT JOIN ${searchEntry} AS found ON found.kind = read.kind AND found.record_id = read.id`
	);
	const names = await namesOf(ctx, [...new Set(rows.flatMap(({ ties }) => ties ?? []))]);
	return rows.map(({ id, code, ties, ...one }) => ({
		...one,
		recordId: id,
		ties: ties && ties.map((tied) => names.get(tied) ?? []),
		texts: [id, code ?? ''].flatMap((key) => [...(reads.get(one.kind)?.get(key) ?? [])])
	}));
}

type Told = Omit<Watched, 'recordId'> & Pick<Opened, 'recordId'>;

/** Those that the answer tells. Many of one kind and of the same readers are told as one table. */
function toldBy(rows: Watched[], { url, route, text }: Answered): Told[] {
	const words = text === null ? null : wordsOf(text);
	const kind = kindOfFile(url, route);
	const isTold = (one: Watched) => (words === null ? one.kind === kind : isShown(words, one));
	const alike = Map.groupBy(rows, (one) => `${one.kind} ${one.audience}`);
	return [...alike.values()].flatMap((some): Told[] => {
		if (some.length <= MANY) return some.filter(isTold);
		const first = some.find(isTold);
		return first ? [{ ...first, recordId: null, path: null }] : [];
	});
}

/** The kind of what a file without words holds: a table of that kind, or what was joined to a document. */
function kindOfFile({ pathname }: URL, route: string): string | undefined {
	if (route.endsWith('/fichier')) return kinds.find((one) => one.columns['file']?.type.file)?.name;
	return /^\/exports\/(\w+)\./.exec(pathname)?.[1];
}

/** Do these words show the row: by a text of its own, or, where it may have none, by naming what it ties, two records of them at least? */
function isShown(words: Words, { texts, ties }: Watched): boolean {
	if (saidIn(words, texts)) return true;
	if (!ties) return false;
	const named = ties.filter((names) =>
		names.some((name) => {
			const head = compact(name).slice(0, HEAD);
			return head !== '' && words.run.includes(head);
		})
	);
	return named.length >= Math.min(2, ties.length);
}

/** Is one of the texts of a row in these words? By its beginning: lists cut what is long. The shortest are in anything, but as words of their own. */
function saidIn(words: Words, texts: readonly string[]): boolean {
	return texts.some((text) => {
		const { run, apart } = wordsOf(text.slice(0, 4 * HEAD));
		if (run === '') return false;
		return run.length < TELLING
			? words.apart.includes(apart)
			: words.run.includes(run.slice(0, HEAD));
	});
}
const HEAD = 48;
const TELLING = 6;

/** The words of a text, whatever typography, marks of a page, of JSON or of Markdown stand between: in one run, and each between two blanks. */
interface Words {
	run: string;
	apart: string;
}

function wordsOf(text: string): Words {
	const apart = plainText(text.replace(/\\u003c/gi, '<').replace(MARKS, ' ')).replace(
		/[^\p{L}\p{N}]+/gu,
		' '
	);
	return { run: compact(text), apart: ` ${apart.trim()} ` };
}

/** Letters and digits alone, whatever typography, marks of a page, of JSON or of Markdown stand between. */
function compact(text: string): string {
	return plainText(text.replace(/\\u003c/gi, '<').replace(MARKS, '')).replace(
		/[^\p{L}\p{N}]+/gu,
		''
	);
}
/** A tag, an entity, an escaped sign, where a link of Markdown leads. */
const MARKS =
	/<[^<>]{0,2000}>|&(?:#\w{1,7}|[a-z]{1,8});|\\u[0-9a-f]{4}|\\[nrt]|\]\([^()\s]{0,2000}\)/gi;

function wayOf({ url, route }: Answered, path: string | null, id: string | null): string {
	const asked = decodeURI(url.pathname);
	if (route.endsWith('/fichier')) return FILE;
	if (id !== null && url.searchParams.get('modifier')?.endsWith(`/${id}`)) return 'le formulaire';
	if (path !== null && path.replace(/[?#].*$/, '') === asked) return RECORD;
	return WAYS[asked.split('/')[1] ?? ''] ?? ELSEWHERE;
}

/**
 * Notes what somebody without an account reads by a link that was lent to them: the record, with the parts that their page tells
 * (`shown`); or `file`, what was joined to it.
 */
export async function noteGuestReading(
	ctx: Context,
	link: { id: string; kind: string; recordId: string; guest: string; lentBy: string },
	{ file = false, shown = [] }: { file?: boolean; shown?: unknown } = {}
): Promise<void> {
	const read: Reads = new Map();
	for (const { kind, id } of [{ kind: link.kind, id: link.recordId }, ...recordsIn(shown)])
		read.set(kind, (read.get(kind) ?? new Map<string, Set<string>>()).set(id, new Set()));
	const reader = {
		account: `${GUEST}${link.id}`,
		name: link.guest,
		actingAs: () => `par le lien prêté par ${link.lentBy}`
	};
	const opened = (await watchedAmong(ctx, read)).map(({ kind, recordId, audience }) => ({
		kind,
		recordId,
		audience,
		what: file ? FILE : RECORD
	}));
	await noteOpenings(ctx, reader, opened);
}

/** Before the identifier of the link, in the place of an account. */
const GUEST = 'lien:';
const isGuest = ({ account }: { account: string }) => account.startsWith(GUEST);
const SOMEBODY_LENT = { name: 'Un invité', actingAs: 'par un lien prêté' };

/** Who opened a record, as its history tells it to who may write it. */
export async function readersOf(
	ctx: Context,
	record: { kind: string; recordId: string; audience: Audience }
) {
	return (await openingsOf(ctx, record, SIZE)).map(({ at, name, actingAs, what }) => ({
		at,
		name,
		actingAs,
		what
	}));
}

/**
 * Openings of a month, or only those of records opened for themselves; a record that the reader may not read is not named, nor the
 * guest to whom it was lent. Refuses
 * (403) who has not the permission.
 */
export async function openingsPage(
	ctx: Context,
	{ month, page, all }: { month: string | null; page: number; all: boolean }
) {
	authorise(ctx, 'privacy.openings');
	const chosen = month && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : ctx.today.slice(0, 7);
	const found = await listOpenings(ctx, chosen, {
		page,
		size: SIZE,
		ways: all ? undefined : OPENED
	});
	const shown = found.slice(0, SIZE);
	const readers = await lastReaders(ctx, shown.filter(isGuest));
	const lines = [];
	for (const one of shown) {
		const { at, what, kind, recordId, isReadable } = one;
		const of = readers.get(recordId ?? '');
		// To whom a record was lent is told to who reads it, and to nobody else.
		const { name, actingAs } =
			isGuest(one) && !(of && mayRead(ctx.actor, of)) ? SOMEBODY_LENT : one;
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
			kind,
			recordId: recordId ?? '',
			record:
				record && mayRead(ctx.actor, record.audience)
					? { title: record.title, path: record.path }
					: { title: isReadable ? plural : 'une fiche réservée à d’autres', path: null }
		});
	}
	const told = lines.flatMap(({ kind, recordId, record: { path } }) =>
		path === null ? [] : [{ kind, recordId, path }]
	);
	const pages = new Map((await withPages(ctx, told)).map(({ recordId, path }) => [recordId, path]));
	const open = lines.map(({ kind: _kind, recordId, record, ...line }) => ({
		...line,
		record: { ...record, path: pages.get(recordId) ?? null }
	}));
	return { month: chosen, all, lines: open, more: found.length > SIZE };
}
