import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../errors.ts';
import { addresseeName, mailRefusals, storableBlocks, subjectOf, type Mail } from '../mail.ts';
import type { Context } from './context.ts';
import { mailDomain } from './mail/settings.ts';
import { findStop } from './mail/stops.ts';
import { mailStep, mailTable } from './mail/tables.ts';

/**
 * Puts a mail in the queue, in the unit of work of the act that causes it: if the act is undone, so is the mail. It
 * leaves after the commit. Refuses (422) an address that is none. Returns its identifier; that of the first one when
 * another was written under the same key.
 */
export async function queueMail(ctx: Context, mail: Mail): Promise<string> {
	const refusals = mailRefusals(mail);
	if (refusals.length > 0) throw new Refused('invalid', refusals);
	const id = uuidv7();
	// Who asks for a link to come in tries the address themselves: if it takes the letter, it is well again.
	const stop = mail.category === 'account' ? null : await findStop(ctx, mail.to.address);
	const stands = stop
		? ({ state: 'abandoned', nextAt: null } as const)
		: ({ state: 'queued', nextAt: ctx.now } as const);
	const written = await ctx.db
		.insert(mailTable)
		.values({ ...valuesOf(ctx, id, mail), ...stands })
		.onConflictDoNothing({ target: mailTable.dedupeKey })
		.returning({ id: mailTable.id });
	if (written.length === 0) return firstUnderKey(ctx, mail.dedupeKey ?? '');
	await ctx.db.insert(mailStep).values({
		mailId: id,
		at: ctx.now,
		state: stands.state,
		said: stop ? LEFT_ALONE : 'Mis en file.'
	});
	ctx.touched.set(MAIL, (ctx.touched.get(MAIL) ?? new Set<string>()).add(id));
	return id;
}

const LEFT_ALONE =
	'Pas envoyé : le serveur du destinataire a refusé cette adresse pour de bon, Fanal ne lui écrit plus.';

/** Under that name, a unit of work says that it wrote mails: who sends them wakes up. */
export const MAIL = 'mail';

function valuesOf(ctx: Context, id: string, mail: Mail) {
	const { to } = mail;
	return {
		id,
		messageId: `<${id}@${mailDomain()}>`,
		dedupeKey: mail.dedupeKey ?? null,
		category: mail.category,
		list: mail.list ?? null,
		toName: to.name ? addresseeName(to.name) : null,
		toAddress: to.address,
		personId: to.personId ?? null,
		account: to.account ?? null,
		subject: subjectOf(mail.subject),
		text: storableBlocks(mail.text),
		action: { ...mail.action, label: subjectOf(mail.action.label) },
		audience: mail.audience ?? 'team',
		kind: mail.about?.kind ?? null,
		recordId: mail.about?.recordId ?? null,
		secret: mail.secret ?? false,
		createdAt: ctx.now,
		createdBy: ctx.actor.kind === 'public' ? 'public' : ctx.actor.name,
		until: mail.until ?? null
	};
}

async function firstUnderKey(ctx: Context, key: string): Promise<string> {
	const [first] = await ctx.db
		.select({ id: mailTable.id })
		.from(mailTable)
		.where(eq(mailTable.dedupeKey, key));
	if (!first) throw new Error('a mail stood under this key and is gone');
	return first.id;
}
