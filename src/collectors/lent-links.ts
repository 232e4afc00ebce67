import { inArray } from 'drizzle-orm';
import { decide, isAsWide, mayRead, type PersonActor } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import { authoriseRows, belongingsOf } from '#core/server/belonging.ts';
import type { Context } from '#core/server/context.ts';
import type { Described } from '#core/server/contract.ts';
import { readersWhenLent } from '#core/server/lent.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { kinds, lentLinks } from '#modules/all.ts';
import { describeThings, NARROWED } from './guests.ts';
import { actorOfPerson } from './holders.ts';
import { listGrants } from './permissions.ts';
import { findRecipient } from './team.ts';

const LENDING = 'access.lend';
const SHOWN = 200;

/** A link as the list of links tells it. */
export interface LentLink {
	link: lentLinks.Link;
	/** The record; null when it is gone, or no longer the reader's to read. */
	thing: Described | null;
	/** Why an open link opens nothing today. */
	closedBecause: string | null;
	mayTakeBack: boolean;
}

/** The links that the actor lent, and those of the records that they may read, latest first. */
export async function listLentLinks(ctx: Context): Promise<LentLink[]> {
	const all = await lentLinks.listLinks(ctx);
	const things = await describeThings(ctx, all);
	const readable = (link: lentLinks.Link) => {
		const thing = things.get(link.recordId);
		return thing && mayRead(ctx.actor, thing.audience) ? thing : null;
	};
	const own = lentLinks.lenderOf(ctx);
	const known = all
		.filter((link) => (own !== null && link.account === own) || readable(link) !== null)
		.slice(0, SHOWN);
	const closed = await closedLinks(ctx, known);
	const writable = await writableThings(ctx, known);
	return known.map((link) => ({
		link,
		thing: readable(link),
		closedBecause: link.state === 'open' ? (closed.get(link.id) ?? null) : null,
		mayTakeBack:
			link.state === 'open' &&
			((own !== null && link.account === own) || writable.has(link.recordId))
	}));
}

/**
 * Takes a link back. Refuses (404) one that the actor may not know of, (403) one that neither they lent nor opens a record that they
 * may write.
 */
export async function takeBack(ctx: Context, id: string): Promise<void> {
	const link = await lentLinks.getLink(ctx, id);
	const own = lentLinks.lenderOf(ctx);
	if (own === null || link.account !== own) {
		const [thing] = (await describeThings(ctx, [link])).values();
		if (!thing || !mayRead(ctx.actor, thing.audience))
			throw absent('Ce lien n’existe pas, ou n’existe plus.');
		for (const [kind, rows] of await rowsOf(ctx, [link])) await authoriseRows(ctx, kind, rows);
	}
	await lentLinks.revokeLink(ctx, id);
}

/**
 * The link behind a token, as long as who lent it could lend it today. Refuses (404) any other, with the sentence that tells the
 * holder what to do.
 */
export async function openLink(
	ctx: Context,
	token: string,
	toAnswer = false
): Promise<lentLinks.Link> {
	const link = await lentLinks.linkOfToken(ctx, token, toAnswer);
	const because = (await closedLinks(ctx, [link])).get(link.id);
	if (because === FEWER) throw absent(NARROWED);
	if (because !== undefined)
		throw absent(
			`Ce lien n’ouvre plus : ${link.lentBy} ne peut plus prêter cette page. Demandez à l’équipe du collectif.`
		);
	return link;
}

/** Only the guest answers: who lends links reads the page as the guest does, and says nothing in their name. */
export function mayAnswer({ actor }: Context): boolean {
	return actor.kind !== 'person' || !decide(actor, { permission: LENDING }).allowed;
}

/** Refuses (403) who would answer in the place of a guest. */
export function authoriseAnswer(ctx: Context): void {
	if (!mayAnswer(ctx))
		throw new Refused('forbidden', [
			{
				code: 'guest-answers',
				message:
					'Seul l’invité répond par ce lien : vous êtes connecté, et votre réponse passerait pour la sienne.'
			}
		]);
}

/**
 * Links that open nothing today, and why, in French: a link opens as long as who lent it could lend it today, and the record has no
 * fewer readers than on that day. The record narrowed, a mandate ended, an account closed: it opens no more; the right or the readers
 * come back, it opens again.
 */
export async function closedLinks(
	ctx: Context,
	links: lentLinks.Link[]
): Promise<Map<string, string>> {
	const closed = new Map<string, string>();
	const things = await describeThings(ctx, links);
	const belongings = new Map<string, { permission: string; on: object }>();
	for (const [kind, rows] of await rowsOf(ctx, links)) {
		const owners = await belongingsOf(ctx, kind, rows);
		rows.forEach((row, index) =>
			belongings.set(String(row['id']), { permission: kind.permission, on: owners[index] ?? {} })
		);
	}
	const known = links.flatMap(({ recordId, lentAt: at }) => {
		const readers = things.get(recordId)?.audience;
		return readers ? [{ recordId, at, readers }] : [];
	});
	const whenLent = await readersWhenLent(ctx, known);
	const narrowed = new Set(
		known.flatMap(({ recordId, at, readers }, index) =>
			isAsWide(readers, whenLent[index] ?? readers) ? [] : [`${recordId} ${at.toISOString()}`]
		)
	);
	for (const [account, own] of Map.groupBy(links, (link) => link.account)) {
		const lender = account === null ? null : await lenderActor(ctx, account);
		for (const link of own) {
			const thing = things.get(link.recordId);
			const held = belongings.get(link.recordId);
			const isNarrowed = narrowed.has(`${link.recordId} ${link.lentAt.toISOString()}`);
			const because = whyClosed(link, lender, thing, held) ?? (isNarrowed ? FEWER : null);
			if (because !== null) closed.set(link.id, because);
		}
	}
	return closed;
}

const FEWER = 'la fiche a moins de lecteurs que le jour où elle a été prêtée';

function whyClosed(
	{ lentBy }: lentLinks.Link,
	lender: PersonActor | null,
	thing: Described | undefined,
	held: { permission: string; on: object } | undefined
): string | null {
	if (!thing || !held) return 'la fiche n’existe plus';
	if (!lender) return `${lentBy} n’a plus de compte ouvert`;
	if (!mayRead(lender, thing.audience)) return `${lentBy} ne lit plus cette fiche`;
	const lends =
		decide(lender, { permission: LENDING }).allowed &&
		decide(lender, { permission: held.permission, on: held.on }).allowed;
	return lends ? null : `${lentBy} ne peut plus prêter cette fiche`;
}

/** Who lent a link, with the rights of today; null without an open account. */
async function lenderActor(ctx: Context, account: string): Promise<PersonActor | null> {
	if (ctx.collective.settings.demonstration) {
		if (account.startsWith(lentLinks.TRIED))
			return actorOfPerson(ctx, account.slice(lentLinks.TRIED.length));
		const grants = [{ role: 'team' as const, because: 'essaie le rôle de l’équipe' }];
		return { kind: 'person', name: account, person: null, account, grants };
	}
	const known = await findRecipient(ctx, account);
	if (!known) return null;
	const { name, person } = known;
	const grants = person ? await listGrants(ctx, person) : [];
	return { kind: 'person', name, person: person?.code ?? null, account, grants };
}

async function writableThings(ctx: Context, links: lentLinks.Link[]): Promise<Set<string>> {
	const writable = new Set<string>();
	for (const [kind, rows] of await rowsOf(ctx, links)) {
		const owners = await belongingsOf(ctx, kind, rows);
		rows.forEach((row, index) => {
			const on = owners[index] ?? {};
			if (decide(ctx.actor, { permission: kind.permission, on }).allowed)
				writable.add(String(row['id']));
		});
	}
	return writable;
}

async function rowsOf(ctx: Context, links: lentLinks.Link[]) {
	const found = new Map<(typeof kinds)[number], Row[]>();
	for (const [name, own] of Map.groupBy(links, (link) => link.kind)) {
		const kind = kinds.find((one) => one.name === name);
		const ids = [...new Set(own.map((link) => link.recordId))];
		if (kind) found.set(kind, await storedRows(ctx, kind, inArray(kind.table.id, ids)));
	}
	return found;
}
