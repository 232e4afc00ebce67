import { mayRead, PUBLIC } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { PartialDate } from '#core/partial-date.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { isPartBy, type AnyKind } from '#core/server/kinds.ts';
import type { Row } from '#core/server/records.ts';
import type { Audience } from '#core/vocabulary.ts';
import { enumerated } from '#core/words.ts';
import { lentLinks } from '#modules/all.ts';
import { guestPage } from './guests.ts';
import { closedLinks } from './lent-links.ts';

/** Somebody without an account who reads a record by a link. */
export interface LentReader {
	guest: string;
	lentBy: string;
	/** Last day on which the link opens. */
	until: PartialDate;
}

/** Guests named in a sentence; beyond, they are counted. */
const NAMED = 2;

/**
 * Who reads a record by a link that is open today: one on the record itself, or on what it is a part of and that shows it. Nobody for
 * what everybody reads, and for a record not yet made.
 */
export async function guestsReading(ctx: Context, kind: AnyKind, row: Row): Promise<LentReader[]> {
	const id = row['id'];
	if (typeof id !== 'string' || mayRead(PUBLIC, row['audience'] as Audience)) return []; // the column of every record
	const wholes = kind.firstReaders.of.flatMap((field) => {
		const whole = isPartBy(kind, field) ? row[field] : undefined;
		return typeof whole === 'string' ? [whole] : [];
	});
	const links = await lentLinks.openLinksOn(ctx, [id, ...wholes]);
	if (links.length === 0) return [];
	const closed = await closedLinks(ctx, links);
	const found: LentReader[] = [];
	for (const link of links) {
		if (closed.has(link.id) || !(await shows(ctx, link, id))) continue;
		const { guest, lentBy, expiresAt } = link;
		found.push({ guest, lentBy, until: partialDate(civilDay(expiresAt)) });
	}
	return found;
}

/** Does the page of the guest hold that record? */
async function shows(ctx: Context, link: lentLinks.Link, id: string): Promise<boolean> {
	if (link.recordId === id) return true;
	try {
		return JSON.stringify((await guestPage(ctx, link)).blocks).includes(`"id":"${id}"`);
	} catch (failure) {
		if (failure instanceof Refused) return false; // what it opened is gone
		throw failure;
	}
}

/** Who reads a record, in words, with those who read it by a link: "le bureau, et Mairie de Caudry par un lien prêté". */
export async function withGuests(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	readers: string
): Promise<string> {
	const guests = [...new Set((await guestsReading(ctx, kind, row)).map((one) => one.guest))];
	if (guests.length === 0) return readers;
	const who = guests.length > NAMED ? `${String(guests.length)} invités` : enumerated(guests);
	return `${readers}, et ${who} par un lien prêté`;
}
