import type { Actor } from '#core/actor.ts';
import { isRecordId } from '#core/ids.ts';
import { FORM_OWNER, isOwner, type FormOwner } from './form-owner.ts';
import type { SentForm } from './sent-form.ts';

/** A form that could not be taken, to be sent again as it was. */
export interface KeptForm {
	/** Where it was sent. */
	action: string;
	isMultipart: boolean;
	texts: [field: string, text: string][];
	/** What is asked again: secrets are never written in a page, files are not kept. */
	again: { name: string; label: string; type: 'password' | 'file' }[];
	/** Whose text it is; null when the form did not say. */
	owner: string | null;
	/** Is it the text of who is there, as far as the form says? */
	isOwn: boolean;
	/** What was typed, to be read or copied; none when somebody else is there than who wrote it. */
	readable: string[];
}

/** Fields of the entrance and of the account that are secret. */
const SECRETS: Record<string, string> = {
	motdepasse: 'Mot de passe',
	actuel: 'Mot de passe actuel',
	password: 'Nouveau mot de passe',
	code: 'Code'
};
/** What a page sends beside what is typed: the version that it showed, what it showed of each line. */
const OF_THE_PAGE = /^(_.*|avant:.*|record|version|vu|once|act)$/;
const WITH_SECRETS = /^\/(compte|connexion|invitation|installation)(\/|$)/;

/** What a form sent to `url` is given back as, to this actor. */
export function keptForm(
	url: URL,
	sent: SentForm,
	owner: FormOwner | null,
	actor: Actor
): KeptForm {
	const isSecret = (field: string) => WITH_SECRETS.test(url.pathname) && field in SECRETS;
	const texts = sent.texts.map(([field, text]): [string, string] => [
		field,
		text.replaceAll('\0', '')
	]);
	const isOwn = owner === null || isOwner(actor, owner);
	return {
		action: `${url.pathname}${url.search}`,
		isMultipart: sent.isMultipart,
		texts: texts.filter(([field]) => !isSecret(field)),
		again: [
			...texts
				.filter(([field]) => isSecret(field))
				.map(([name]) => ({ name, label: SECRETS[name] ?? name, type: 'password' as const })),
			...sent.files.map(([name, file]) => ({
				name,
				label: `Fichier à choisir de nouveau : ${file}`,
				type: 'file' as const
			}))
		],
		owner: owner?.name ?? null,
		isOwn,
		readable:
			isOwn || actor.kind === 'public'
				? readable(texts.filter(([field]) => field !== FORM_OWNER && !isSecret(field)))
				: []
	};
}

/** Each sentence, then the words and numbers that were typed, in one text; not what the page sent by itself. */
function readable(texts: [field: string, text: string][]): string[] {
	const typed = texts.filter(
		([field, text]) => text.trim() !== '' && !OF_THE_PAGE.test(field) && !isRecordId(text)
	);
	const isSentence = ([, text]: [string, string]) => /\s/.test(text.trim());
	const words = typed.filter((one) => !isSentence(one)).map(([, text]) => text);
	return [
		...typed.filter(isSentence).map(([, text]) => text),
		...(words.length > 0 ? [words.join('\n')] : [])
	];
}
