import { inArray } from 'drizzle-orm';
import { Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { queueMail } from '#core/server/mail.ts';
import { findStop } from '#core/server/mail/stops.ts';
import { storedRows } from '#core/server/records.ts';
import { refuseUnlessShown, shownAs } from '#core/server/shown.ts';
import { writeShown, type Shown } from '#core/shown.ts';
import { cleanName } from '#core/typed.ts';
import { plainText } from '#core/words.ts';
import { kinds, lentLinks } from '#modules/all.ts';
import { recordsIn } from './editing/reserved-marks.ts';
import { guestPage, thingToLend, type GuestPage, type Thing } from './guests.ts';
import { LENT_ALREADY } from './lent-already.ts';

/** Records of one sort that a link would open with the one that it is on. */
export interface LentParts {
	/** "2 décisions". */
	label: string;
	titles: string[];
}

/** What a link made now would open: what is there today, and nothing that is not. */
export interface Loan {
	thing: Awaited<ReturnType<typeof thingToLend>>;
	/** Besides the head of the record. */
	parts: LentParts[];
	/** All of it, for the field `SHOWN` of the form. */
	shown: string;
}

/** The page of the act. Refuses as `thingToLend` does. */
export async function loanOf(ctx: Context, thing: Thing): Promise<Loan> {
	const told = await thingToLend(ctx, thing);
	if (told.isWhole)
		return { thing: told, parts: [], shown: writeShown(await shownOf(ctx, thing, told.title)) };
	const page = await pageToLend(ctx, thing);
	return {
		thing: told,
		parts: partsIn(page, thing),
		shown: writeShown(await shownOf(ctx, thing, told.title, page))
	};
}

/** Refuses (422) to lend what is no longer what its page showed: the records are named first, then the rest of what would be read. */
async function refuseOtherLoan(
	ctx: Context,
	thing: Thing,
	{ title, isWhole }: Loan['thing'],
	shown: string
): Promise<void> {
	const page = isWhole ? undefined : await pageToLend(ctx, thing);
	const now = await shownOf(ctx, thing, title, page);
	refuseUnlessShown(shown, now, (ref) => ref !== PAGE);
	refuseUnlessShown(shown, now);
}

/** Reference of all that the guest would read, beside that of each record. */
const PAGE = 'page';

const pageToLend = (ctx: Context, thing: Thing) =>
	guestPage(ctx, { ...thing, guest: '', lentAt: ctx.now });

function partsIn({ blocks, file }: GuestPage, thing: Thing): LentParts[] {
	const told = recordsIn(blocks).filter(({ id }) => id !== thing.recordId);
	const parts = [...Map.groupBy(told, ({ kind }) => kind)].flatMap(([name, refs]) => {
		const kind = kinds.find((one) => one.name === name);
		const own = new Map(refs.map((ref) => [ref.id, ref.name]));
		if (!kind) return [];
		const label = `${String(own.size)} ${own.size > 1 ? kind.plural : kind.singular}`;
		// What a record has one of bears no other name: "le compte rendu".
		const titles = [...own.values()].filter(
			(name) => name.replace(/^(?:le |la |l’)/, '') !== kind.singular
		);
		return [{ label, titles }];
	});
	return file ? [...parts, { label: '1 fichier', titles: [file.name] }] : parts;
}

/** The record, what the guest would read of it, and each record that is told there. */
async function shownOf(
	ctx: Context,
	thing: Thing,
	title: string,
	page?: GuestPage
): Promise<Shown[]> {
	const refs = [
		{ kind: thing.kind, id: thing.recordId, name: title },
		...recordsIn(page?.blocks).filter(({ id }) => id !== thing.recordId)
	];
	const shown = new Map<string, Shown>();
	for (const [name, own] of Map.groupBy(refs, (ref) => ref.kind)) {
		const kind = kinds.find((one) => one.name === name);
		const names = new Map(own.map((ref) => [ref.id, ref.name]));
		if (!kind) continue;
		for (const row of await storedRows(ctx, kind, inArray(kind.table.id, [...names.keys()]))) {
			const id = String(row['id']);
			shown.set(id, shownAs(ctx, `${name}/${id}`, names.get(id) ?? '', row));
		}
	}
	const read = page ? [shownAs(ctx, PAGE, 'Ce que le lien ouvrirait', page.shown)] : [];
	return [...shown.values(), ...read];
}

/** What the form says of a loan. */
export interface LoanTyped {
	guest: string;
	days: number;
	asks: string;
	/** Where the link is sent; empty: nowhere. */
	address: string;
	/** A second link for the same guest is wanted. */
	isAnother?: boolean;
	/** The field `SHOWN` of the form. */
	shown: string;
}

/**
 * Lends a record to a guest, and writes to them when an address is given. Returns the path of the link, which nothing shows again but
 * `form` (its field `ONCE`) sent once more: that lends nothing and writes to nobody. `shown`: its field `SHOWN`.
 * Refuses what cannot be lent (404), who may not lend it (403), what is no longer what was shown, a link that does not fit, too many in
 * a day, or an address that its server refuses (422).
 */
export async function lendToGuest(
	ctx: Context,
	thing: Thing,
	{ address, isAnother = false, shown, ...typed }: LoanTyped,
	form?: string
): Promise<{ path: string; isMailed: boolean }> {
	const told = await thingToLend(ctx, thing);
	const { title, audience } = told;
	if (!(await hasLent(ctx, thing, form))) await refuseOtherLoan(ctx, thing, told, shown);
	if (address) await refuseAddress(ctx, address);
	if (!isAnother) await refuseLentAlready(ctx, thing, typed.guest, form);
	const link = { ...thing, ...typed, audience, address };
	const { path, isNew } = await lentLinks.lendLink(ctx, link, form);
	if (address && isNew) await queueMail(ctx, lentLinks.letterTo(ctx, { ...link, title, path }));
	return { path, isMailed: address !== '' };
}

/**
 * Asks (422) before a second link on the same record is made for the same guest: Back draws the form again, filled. The same form sent
 * again is no second link.
 */
async function refuseLentAlready(
	ctx: Context,
	{ recordId }: Thing,
	guest: string,
	form?: string
): Promise<void> {
	// A form that is not whole is refused by what reads it.
	if (form !== undefined && !isRecordId(form.split('.')[0] ?? '')) return;
	const open = await lentLinks.openLinksOn(ctx, [recordId]);
	if (open.some((link) => isOfForm(link, form))) return;
	const wanted = plainText(cleanName(guest));
	const same = open.find((link) => plainText(link.guest) === wanted);
	if (!same) return;
	throw new Refused('invalid', [
		{
			code: LENT_ALREADY,
			message: `${same.lentBy} a déjà prêté cette fiche à « ${same.guest} », par un lien ouvert jusqu’au ${formatPartialDate(partialDate(civilDay(same.expiresAt)))}. Pour lui en prêter un second, pressez encore « Faire le lien ».`
		}
	]);
}

/** Has the form lent its link already? What was lent then is told again. */
async function hasLent(ctx: Context, { recordId }: Thing, form?: string): Promise<boolean> {
	const open = await lentLinks.openLinksOn(ctx, [recordId]);
	return open.some((link) => isOfForm(link, form));
}

function isOfForm({ id }: lentLinks.Link, form?: string): boolean {
	return form?.startsWith(`${id}.`) === true;
}

async function refuseAddress(ctx: Context, address: string): Promise<void> {
	const stop = await findStop(ctx, address);
	if (stop)
		throw new Refused('invalid', [
			{
				code: 'mail-stopped',
				field: 'email',
				message: `Le serveur de cette adresse l’a refusée le ${formatPartialDate(partialDate(civilDay(stop.since)))} : vérifiez-la, ou laissez-la vide et donnez le lien vous-même.`
			}
		]);
}
