import type { Refusal } from './errors.ts';
import { cleanText } from './typed.ts';
import { vocabulary, type Audience } from './vocabulary.ts';

/** Somebody a mail goes to: one person, one address. */
export interface Addressee {
	address: string;
	name?: string | undefined;
	/** Identifier of the person in the directory: who asks for their data finds their mails. */
	personId?: string | undefined;
	/** Identifier of the account, when the address is that of one. */
	account?: string | undefined;
}

/** A line of a list; with a path of this site, it is a link. */
export interface MailLine {
	text: string;
	path?: string | undefined;
	/** The records whose words these are: a line that waited is left out when its reader may no longer read one of them. */
	about?: { kind: string; recordId: string }[] | undefined;
}
/** A paragraph, a heading, or a list. Plain words: the template gives them a shape. */
export type MailBlock = string | { heading: string } | { list: MailLine[] };

export const mailCategories = vocabulary({
	account: { word: 'compte', label: 'Compte et connexion' },
	invitation: { word: 'invitation', label: 'Invitation' },
	link: { word: 'lien', label: 'Lien prêté' },
	notice: { word: 'avis', label: 'Avis' },
	digest: { word: 'resume', label: 'Résumé' }
});
export type MailCategory = keyof typeof mailCategories;

/** A mail as the act that causes it writes it; French, to be read as it stands. */
export interface Mail {
	to: Addressee;
	subject: string;
	text: MailBlock[];
	/** What to do next, and where: a path of this site. Every mail holds its link. */
	action: { label: string; path: string };
	category: MailCategory;
	/** What the reader may stop receiving (`all`, `group:gt5`): one click in their mailbox ends it. */
	list?: string | undefined;
	/** A second mail under the same key is not written: the same form sent twice, a job run again. */
	dedupeKey?: string | undefined;
	/** The link opens an account: who keeps the outbox does not read it, and it is forgotten once handed over. */
	secret?: boolean | undefined;
	/** Who may read its words in the outbox, beside the addressee; the team when nothing is said. */
	audience?: Audience | undefined;
	/** The record that it tells of: who may not read it on the day knows neither its subject nor to whom it went. */
	about?: { kind: string; recordId: string } | undefined;
	/** After that instant the mail is worth nothing (a link that ends): it is given up rather than sent late. */
	until?: Date | undefined;
}

/** Where a mail stands; each is said only once it is true. */
export const mailStates = vocabulary({
	queued: { word: 'en-file', label: 'En file' },
	sending: { word: 'en-cours', label: 'En cours' },
	accepted: { word: 'remis', label: 'Remis au serveur' },
	refused: { word: 'refuse', label: 'Refusé' },
	abandoned: { word: 'abandonne', label: 'Abandonné' },
	kept: { word: 'garde', label: 'Gardé ici' }
});
export type MailState = keyof typeof mailStates;

const LONGEST_SUBJECT = 200;
const LONGEST_NAME = 100;
/** RFC 5321, 4.5.3.1.3: a path is 256 octets with its brackets. */
const LONGEST_ADDRESS = 254;

/** One line without control characters: what may stand in a header of a mail. */
function headerText(text: string): string {
	return cleanText(text, false).replace(/ {2,}/g, ' ');
}

/** Is it one address, and nothing more? Neither a list nor a name, no blank, no control character. */
export function isMailAddress(text: string): boolean {
	return (
		text.length <= LONGEST_ADDRESS &&
		/^[^\s\p{Cc}\p{Cf}@<>,;:"()[\]\\]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(
			text
		) &&
		!text.includes('..')
	);
}

/** What is wrong with a mail about to be queued; empty when all is well. */
export function mailRefusals(mail: Mail): Refusal[] {
	const refusals: Refusal[] = [];
	if (!isMailAddress(mail.to.address))
		refusals.push({
			code: 'mail-address',
			field: 'email',
			message: 'Cette adresse de courriel n’en est pas une : elle s’écrit nom@exemple.fr.'
		});
	if (headerText(mail.subject) === '')
		refusals.push({ code: 'mail-subject', message: 'Le courriel n’a pas d’objet.' });
	if (!/^\/(?![/\\])/.test(mail.action.path))
		refusals.push({ code: 'mail-link', message: 'Le lien d’un courriel mène à une page du site.' });
	return refusals;
}

/** The subject as it is sent: one line, cut at a word when it is too long. */
export function subjectOf(text: string): string {
	return cut(headerText(text), LONGEST_SUBJECT);
}

/** The name of an addressee as it is sent; null when there is nothing in it. */
export function addresseeName(text: string): string | null {
	return cut(headerText(text), LONGEST_NAME) || null;
}

/** The blocks as the database and mail readers can hold them: no control, no half of a character, words never glued. */
export function storableBlocks(blocks: MailBlock[]): MailBlock[] {
	const clean = (text: string) => cleanText(text, true);
	return blocks.map((block) => {
		if (typeof block === 'string') return clean(block);
		if ('heading' in block) return { heading: clean(block.heading) };
		return { list: block.list.map((line) => ({ ...line, text: clean(line.text) })) };
	});
}

function cut(line: string, longest: number): string {
	if (line.length <= longest) return line;
	return `${line.slice(0, longest - 1).replace(/\s+\S*$/, '')}…`;
}

/** What is said where a letter was written that does not leave. */
export const MAIL_STAYS =
	'Rien ne part d’ici : aucun serveur de courriel n’est réglé, ou c’est une démonstration.';
