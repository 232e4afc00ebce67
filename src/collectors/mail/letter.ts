import type { MailLine } from '#core/mail.ts';
import type { Collective } from '#core/server/context.ts';
import type { Letter } from '#core/server/mail/courier.ts';
import type { QueuedMail } from '#core/server/mail/queue.ts';
import { unsubscribePath } from '#core/server/mail/unsubscribe.ts';
import { publicUrl } from '#core/server/public-address.ts';
import { writeMail } from '#publishing/mail/index.ts';

/** A mail of the queue, written out for the server: same identifier, same date, same words at each try. */
export function letterOf(collective: Collective, mail: QueuedMail): Letter {
	const { name, fullName, colours } = collective.settings;
	const baseUrl = publicUrl();
	const unsubscribe =
		mail.list && mail.account
			? unsubscribePath(collective.code, { account: mail.account, list: mail.list })
			: null;
	const content = {
		subject: mail.subject,
		text: mail.text,
		action: mail.action,
		footer: footerOf(mail, unsubscribe)
	};
	return {
		messageId: mail.messageId,
		date: mail.createdAt,
		to: { name: mail.toName, address: mail.toAddress },
		fromName: name,
		subject: mail.subject,
		...writeMail(content, { name, fullName, colours, baseUrl }),
		headers: {
			// RFC 3834: no "out of office" comes back.
			'Auto-Submitted': 'auto-generated',
			...(unsubscribe && mail.list ? listHeaders(collective, mail, baseUrl, unsubscribe) : {})
		}
	};
}

/** RFC 2919 (List-Id), RFC 2369 and RFC 8058: the mailbox shows its own button, one click ends it. */
function listHeaders(
	collective: Collective,
	mail: QueuedMail,
	baseUrl: string,
	unsubscribe: string
): Record<string, string> {
	const domain = mail.messageId.split('@')[1]?.replace('>', '') ?? 'fanal.invalid';
	return {
		'List-Id': `<${(mail.list ?? '').replace(':', '.')}.${collective.code}.${domain}>`,
		'List-Unsubscribe': `<${new URL(unsubscribe, baseUrl).href}>`,
		'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click'
	};
}

function footerOf(mail: QueuedMail, unsubscribe: string | null): MailLine[] {
	if (!unsubscribe) return [{ text: REASONS[mail.category] }];
	return [
		{ text: 'Vous recevez ce courriel au rythme choisi dans votre compte.' },
		{ text: 'Changer le rythme', path: '/compte/courriels' },
		{ text: 'Ne plus recevoir ces courriels', path: unsubscribe }
	];
}

const REASONS = {
	account:
		'Ce courriel a été demandé depuis la page de connexion. Si ce n’est pas vous, ignorez-le.',
	invitation:
		'Quelqu’un du collectif vous invite. Si vous ne le connaissez pas, ignorez ce courriel.',
	link: 'Quelqu’un du collectif vous ouvre une page. Si vous ne le connaissez pas, ignorez ce courriel.',
	notice: 'Ce courriel vous est adressé personnellement par le collectif.',
	digest: 'Vous recevez ce résumé parce que vous avez un compte.'
} as const;
