import { Refused } from '#core/errors.ts';
import { isRecordId } from '#core/ids.ts';
import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { queueMail } from '#core/server/mail.ts';
import { findStop } from '#core/server/mail/stops.ts';
import { cleanName } from '#core/typed.ts';
import { plainText } from '#core/words.ts';
import { lentLinks } from '#modules/all.ts';
import { LENT_ALREADY } from './lent-already.ts';
import { thingToLend, type Thing } from './guests.ts';

/**
 * Lends a record to a guest, and writes to them when an address is given. Returns the path of the link, which nothing shows again but
 * `form` (its field `ONCE`) sent once more: that lends nothing and writes to nobody.
 * Refuses what cannot be lent (404), who may not lend it (403), a link that does not fit, too many in a day, or an address that its
 * server refuses (422).
 */
export async function lendToGuest(
	ctx: Context,
	thing: Thing,
	{
		address,
		isAnother = false,
		...typed
	}: { guest: string; days: number; asks: string; address: string; isAnother?: boolean },
	form?: string
): Promise<{ path: string; isMailed: boolean }> {
	const { title, audience } = await thingToLend(ctx, thing);
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
	if (form && open.some(({ id }) => form.startsWith(`${id}.`))) return;
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
