import { eq } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { absent } from '#core/errors.ts';
import { partialDate } from '#core/partial-date.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import type { WaitingItem } from '#core/server/contract.ts';
import { record } from '#core/server/journal.ts';
import { endStop, findStop, listStops } from '#core/server/mail/stops.ts';
import { mailTable } from '#core/server/mail/tables.ts';
import { authorise } from '#core/server/permissions.ts';
import { isKnown } from './outbox.ts';

/** An address that is left alone, as the page of mails tells it. */
export interface StoppedAddress {
	/** Null when it is that of somebody written to about a record that the reader may not read. */
	address: string | null;
	/** The mail whose refusal stopped it. */
	mailId: string;
	since: Date;
	said: string;
	hasAccount: boolean;
}

/** Addresses that their server refuses, the latest first; that of an account is known to whoever follows mails. */
export async function listStopped(ctx: Context): Promise<StoppedAddress[]> {
	authorise(ctx, 'mail.read');
	const stopped: StoppedAddress[] = [];
	for (const { address, account, since, said, mailId } of await listStops(ctx)) {
		const [mail] = await ctx.db.select().from(mailTable).where(eq(mailTable.id, mailId));
		const known = account !== null || (mail !== undefined && (await isKnown(ctx, mail)));
		stopped.push({
			address: known ? address : null,
			mailId,
			since,
			said,
			hasAccount: account !== null
		});
	}
	return stopped;
}

/** Lets an address be written to again, by the mail that stopped it. Refuses (404) one that is not stopped. */
export async function startAgain(ctx: Context, mailId: string): Promise<void> {
	authorise(ctx, 'mail.manage');
	const stop = (await listStops(ctx)).find((one) => one.mailId === mailId);
	if (!stop) throw absent('Cette adresse n’est plus arrêtée.');
	await endStop(ctx, stop.address);
	await record(ctx, [{ event: 'mail.startedAgain', data: { mail: mailId } }]);
}

/** The same by the holder of the account, for the address that they sign in with. Doing it twice changes nothing. */
export async function startOwnAgain(ctx: Context, address: string): Promise<void> {
	const stop = await findStop(ctx, address);
	if (!stop) return;
	await endStop(ctx, address);
	await record(ctx, [{ event: 'mail.startedAgain', data: { mail: stop.mailId } }]);
}

/** What waits for the team: people who receive nothing, and do not know it. */
export async function waitingStops(ctx: Context): Promise<WaitingItem[]> {
	if (!decide(ctx.actor, { permission: 'mail.manage' }).allowed) return [];
	return (await listStopped(ctx)).map(({ address, since }) => ({
		title: address ?? 'Un destinataire réservé',
		because: 'adresse refusée par son serveur : plus rien ne lui est écrit',
		path: '/courriels#adresses',
		date: partialDate(civilDay(since))
	}));
}
