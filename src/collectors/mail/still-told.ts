import { eq } from 'drizzle-orm';
import { mayRead, PUBLIC, type PersonActor } from '#core/actor.ts';
import { Refused } from '#core/errors.ts';
import type { MailBlock, MailLine } from '#core/mail.ts';
import { type Context, within } from '#core/server/context.ts';
import type { QueuedMail } from '#core/server/mail/queue.ts';
import type { Audience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';
import { openLink } from '../lent-links.ts';
import { actorOfRecipient, findRecipient } from '../team.ts';

/**
 * A mail as its reader may read it at the moment when it leaves, for it may have waited days for a mail server: a digest without the lines of
 * what was closed or removed meanwhile, null when nothing of it is left or when the account was closed; null for a lent link that opens
 * nothing any more. Other mails are as they were written.
 */
export async function stillTold(ctx: Context, mail: QueuedMail): Promise<QueuedMail | null> {
	if (mail.category === 'link') return (await isOpen(ctx, mail)) ? mail : null;
	if (mail.category !== 'digest' || mail.account === null) return mail;
	const recipient = await findRecipient(ctx, mail.account);
	if (!recipient) return null;
	const reader = await actorOfRecipient(ctx, recipient);
	const readable = await readableAmong(ctx, reader, linesIn(mail.text));
	const isTold = ({ about = [] }: MailLine) => about.every((one) => readable.has(keyOf(one)));
	const text = mail.text.map((block) =>
		typeof block === 'object' && 'list' in block ? { list: block.list.filter(isTold) } : block
	);
	const isOfRecords = (one: MailBlock[]) => linesIn(one).some(({ about }) => about !== undefined);
	return isOfRecords(mail.text) && !isOfRecords(text)
		? null
		: { ...mail, text: withoutEmptyLists(text) };
}

/** Does the link of a letter still open what the letter says? */
async function isOpen(ctx: Context, { action }: QueuedMail): Promise<boolean> {
	const [, token] = /^\/lien\/([^/?#]+)$/.exec(action?.path ?? '') ?? [];
	if (token === undefined) return true;
	try {
		await openLink(within(ctx, { actor: PUBLIC }), token);
		return true;
	} catch (failure) {
		if (failure instanceof Refused) return false;
		throw failure;
	}
}

const linesIn = (text: MailBlock[]) =>
	text.flatMap((block) => (typeof block === 'object' && 'list' in block ? block.list : []));
const keyOf = ({ kind, recordId }: { kind: string; recordId: string }) => `${kind} ${recordId}`;

/** The records of these lines that the reader may read now. */
async function readableAmong(
	ctx: Context,
	reader: PersonActor,
	lines: MailLine[]
): Promise<Set<string>> {
	const found = new Set<string>();
	for (const { about = [] } of lines)
		for (const one of about) {
			const kind = kinds.find(({ name }) => name === one.kind);
			if (!kind || found.has(keyOf(one))) continue;
			const rows = await ctx.db
				.select({ audience: kind.table.audience })
				.from(kind.table)
				.where(eq(kind.table.id, one.recordId));
			const [row] = rows as { audience: Audience }[]; // the column of every record
			if (row && mayRead(reader, row.audience)) found.add(keyOf(one));
		}
	return found;
}

/** A list of which nothing is left goes with its heading. */
function withoutEmptyLists(text: MailBlock[]): MailBlock[] {
	const isEmpty = (block: MailBlock | undefined) =>
		typeof block === 'object' && 'list' in block && block.list.length === 0;
	return text.filter(
		(block, index) =>
			!isEmpty(block) &&
			!(typeof block === 'object' && 'heading' in block && isEmpty(text[index + 1]))
	);
}
