import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { decide } from '#core/actor.ts';
import { absent, Refused } from '#core/errors.ts';
import type { Mail, MailBlock, MailCategory, MailState } from '#core/mail.ts';
import type { Context } from '#core/server/context.ts';
import { record } from '#core/server/journal.ts';
import { MAIL } from '#core/server/mail.ts';
import { noteStep, type QueuedMail } from '#core/server/mail/queue.ts';
import { mailStep, mailTable } from '#core/server/mail/tables.ts';
import { endStop } from '#core/server/mail/stops.ts';
import { authorise } from '#core/server/permissions.ts';
import { searchEntry } from '#core/server/tables.ts';
import type { Audience } from '#core/vocabulary.ts';

const READ = 'mail.read';
const MANAGE = 'mail.manage';
const SECRETS = 'mail.secrets';
const PAGE = 30;

export interface MailFilter {
	state: MailState | null;
	category: MailCategory | null;
	page: number;
}

/** Mails written by Fanal, the latest first, thirty at a time; how each stands, never what it says. */
export async function listMails(ctx: Context, { state, category, page }: MailFilter) {
	authorise(ctx, READ);
	const rows = await ctx.db
		.select({
			id: mailTable.id,
			subject: mailTable.subject,
			category: mailTable.category,
			toName: mailTable.toName,
			toAddress: mailTable.toAddress,
			createdAt: mailTable.createdAt,
			state: mailTable.state,
			acceptedAt: mailTable.acceptedAt,
			nextAt: mailTable.nextAt,
			account: mailTable.account,
			audience: mailTable.audience,
			ofRecord: searchEntry.audience
		})
		.from(mailTable)
		.leftJoin(searchEntry, isAboutEntry)
		.where(
			and(
				state ? eq(mailTable.state, state) : undefined,
				category ? eq(mailTable.category, category) : undefined
			)
		)
		.orderBy(desc(mailTable.createdAt), desc(mailTable.id))
		.offset((page - 1) * PAGE)
		.limit(PAGE + 1);
	const mails = rows
		.slice(0, PAGE)
		.map(({ account, audience, ofRecord, ...mail }) =>
			mayKnowOf(ctx, { ...mail, account, audience }, ofRecord)
				? { ...mail, isReserved: false }
				: { ...mail, isReserved: true, subject: RESERVED, toName: null, toAddress: '' }
		);
	return { mails, more: rows.length > PAGE };
}

/** In the place of a subject, for who may not know what a mail tells of. */
const RESERVED = 'Courriel réservé';

const isAboutEntry = and(
	eq(searchEntry.kind, mailTable.kind),
	eq(searchEntry.recordId, mailTable.recordId)
);

/** Categories whose subject and addressee say nothing of a record: what concerns an account, and digests. */
const OPEN: MailCategory[] = ['account', 'invitation', 'digest'];

/**
 * May the actor know of a mail at all, its subject and to whom it went? Whose it is; who may read what it tells of, as it was written
 * and as the record stands today.
 */
function mayKnowOf(
	ctx: Context,
	mail: Pick<QueuedMail, 'account' | 'category' | 'audience'>,
	ofRecord: Audience | null
): boolean {
	if (isOwn(ctx, mail) || OPEN.includes(mail.category)) return true;
	return (
		decide(ctx.actor, { read: mail.audience }).allowed &&
		(ofRecord === null || decide(ctx.actor, { read: ofRecord }).allowed)
	);
}

function isOwn({ actor }: Context, mail: Pick<QueuedMail, 'account'>): boolean {
	return actor.kind === 'person' && actor.account === mail.account;
}

/** How many mails stand where. */
export async function countMails(ctx: Context): Promise<Map<MailState, number>> {
	authorise(ctx, READ);
	const rows = await ctx.db
		.select({ state: mailTable.state, mails: count() })
		.from(mailTable)
		.groupBy(mailTable.state);
	return new Map(rows.map((row) => [row.state, row.mails]));
}

export interface MailPage {
	/** Its subject and addressee hidden (`isReserved`) when the reader may not know what it tells of. */
	mail: QueuedMail & { isReserved: boolean };
	steps: (typeof mailStep.$inferSelect)[];
	/** Null when the reader may not know what it says. */
	text: MailBlock[] | null;
	/** Null when there is none left, or when it is hidden. */
	action: Mail['action'] | null;
	/** A link that opens an account: shown on demand, to few, and written in the journal. */
	hiddenLink: boolean;
	may: { retry: boolean; abandon: boolean };
}

/** One mail with its history. Refuses (404) one that does not exist. */
export async function getMail(ctx: Context, id: string): Promise<MailPage> {
	authorise(ctx, READ);
	const mail = await findMail(ctx, id);
	const known = await isKnown(ctx, mail);
	const steps = await ctx.db
		.select()
		.from(mailStep)
		.where(eq(mailStep.mailId, id))
		.orderBy(asc(mailStep.at), asc(mailStep.id));
	const readable = known && mayReadWords(ctx, mail);
	const manages = decide(ctx.actor, { permission: MANAGE }).allowed;
	return {
		mail: known
			? { ...mail, isReserved: false }
			: { ...mail, isReserved: true, subject: RESERVED, toName: null, toAddress: '' },
		// Servers repeat the address that they refuse.
		steps: known ? steps : steps.map((step) => ({ ...step, answer: null })),
		text: readable ? mail.text : null,
		action: readable && !mail.secret ? mail.action : null,
		hiddenLink: mail.secret && mail.action !== null && mayOpenSecrets(ctx, mail),
		may: {
			retry: manages && RETRIED.includes(mail.state) && mail.action !== null,
			abandon: manages && (mail.state === 'queued' || mail.state === 'kept')
		}
	};
}

/** May the actor know to whom a mail went, and of what? */
export async function isKnown(ctx: Context, mail: QueuedMail): Promise<boolean> {
	const [entry] =
		mail.kind && mail.recordId
			? await ctx.db
					.select({ audience: searchEntry.audience })
					.from(searchEntry)
					.where(and(eq(searchEntry.kind, mail.kind), eq(searchEntry.recordId, mail.recordId)))
			: [];
	return mayKnowOf(ctx, mail, entry?.audience ?? null);
}

/** Invitations and entrance links say nothing of records: who tends the installation reads them too. */
function mayReadWords(ctx: Context, mail: QueuedMail): boolean {
	if (isOwn(ctx, mail)) return true;
	if (mail.category === 'account' || mail.category === 'invitation') return true;
	return decide(ctx.actor, { read: mail.audience }).allowed;
}

/** The link that a guest was lent is shown to nobody: its lender saw it once, and can lend another. */
function mayOpenSecrets(ctx: Context, { category }: Pick<QueuedMail, 'category'>): boolean {
	if (category === 'link') return false;
	const { demonstration } = ctx.collective.settings;
	return demonstration === true || decide(ctx.actor, { permission: SECRETS }).allowed;
}

/**
 * The link of a mail that opens an account, for who hands it over by another way; the journal says who read it. Refuses
 * (403) without the permission, (404) once the mail has left.
 */
export async function openSecret(ctx: Context, id: string): Promise<Mail['action']> {
	authorise(ctx, READ);
	const mail = await findMail(ctx, id);
	if (mail.category === 'link')
		throw absent(
			'Le lien prêté à un invité ne se montre qu’au moment de le prêter : prêtez-en un autre.'
		);
	if (!mayOpenSecrets(ctx, mail)) authorise(ctx, SECRETS);
	if (!mail.action) throw absent('Ce lien est parti avec le courriel : Fanal ne le garde pas.');
	await record(ctx, [{ event: 'mail.linkRead', data: { mail: id, to: mail.toAddress } }]);
	return mail.action;
}

const RETRIED: MailState[] = ['refused', 'abandoned', 'kept', 'queued'];

/** Puts a mail back at the head of the queue, for a try at once. Refuses (422) one that has left or is leaving. */
export async function retryMail(ctx: Context, id: string): Promise<void> {
	authorise(ctx, MANAGE);
	const mail = await findMail(ctx, id);
	if (mail.until && mail.until <= ctx.now)
		throw invalid('Le lien de ce courriel a pris fin : refaites l’acte qui l’écrit.');
	const moved = await ctx.db
		.update(mailTable)
		.set({ state: 'queued', nextAt: ctx.now, tries: 0 })
		.where(and(eq(mailTable.id, id), inArray(mailTable.state, RETRIED)))
		.returning({ id: mailTable.id });
	if (moved.length === 0)
		throw invalid('Ce courriel est déjà parti, ou il est en train de partir.');
	await endStop(ctx, mail.toAddress);
	await noteStep(ctx, id, 'queued', 'Remis en file, à la demande.');
	ctx.touched.set(MAIL, new Set([id]));
}

/** Gives a mail up: it will not leave. Refuses (422) one that is leaving; giving up twice changes nothing. */
export async function abandonMail(ctx: Context, id: string): Promise<void> {
	authorise(ctx, MANAGE);
	const mail = await findMail(ctx, id);
	if (mail.state === 'abandoned') return;
	const moved = await ctx.db
		.update(mailTable)
		.set({ state: 'abandoned', nextAt: null })
		.where(and(eq(mailTable.id, id), inArray(mailTable.state, ['queued', 'kept'])))
		.returning({ id: mailTable.id });
	if (moved.length === 0)
		throw invalid('Ce courriel est déjà parti, ou il est en train de partir.');
	await noteStep(ctx, id, 'abandoned', 'Abandonné, à la demande.');
}

/** When the last mail was handed over, and the last trouble since, if any. */
export async function lastHandover(ctx: Context) {
	authorise(ctx, READ);
	const [accepted] = await ctx.db
		.select({ at: sql<Date | null>`max(${mailTable.acceptedAt})`.mapWith(mailTable.acceptedAt) })
		.from(mailTable);
	const [last] = await ctx.db
		.select({ mail: mailTable, said: mailStep.said, answer: mailStep.answer, at: mailStep.at })
		.from(mailStep)
		.innerJoin(mailTable, eq(mailTable.id, mailStep.mailId))
		.where(and(eq(mailTable.state, 'queued'), sql`${mailTable.tries} > 0`))
		.orderBy(desc(mailStep.at), desc(mailStep.id))
		.limit(1);
	const trouble = last && {
		said: last.said,
		at: last.at,
		answer: (await isKnown(ctx, last.mail)) ? last.answer : null
	};
	return { acceptedAt: accepted?.at ?? null, trouble: trouble ?? null };
}

async function findMail(ctx: Context, id: string): Promise<QueuedMail> {
	const [mail] = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
		? await ctx.db.select().from(mailTable).where(eq(mailTable.id, id))
		: [];
	if (!mail) throw absent('Ce courriel n’existe pas, ou il a été effacé.');
	return mail;
}

function invalid(message: string): Refused {
	return new Refused('invalid', [{ code: 'mail-state', message }]);
}
