import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#core/actor.ts';
import { isMarkOf, mark } from '#core/server/signed.ts';
import type { SentForm } from './sent-form.ts';

/** Field in which every form of a page says for whom it was drawn. */
export const FORM_OWNER = '_de';
const PURPOSE = 'form-owner';

/** Who was reading when a form was drawn. */
export interface FormOwner {
	account: string;
	/** Code of the person in the directory; two roles of a demonstration share an account. */
	person: string | null;
	name: string;
}

/** Pages of the entrance hold no text of anybody's; the page of a refusal gives a form back as it was sent. */
const DRAWN_FOR_NOBODY = /^\/(connexion|deconnexion|refus)(\/|$)/;
const POST_FORM = /<form(?=\s)(?=[^>]*\smethod="post")(?:\s+[^\s=>]+(?:="[^"]*")?)*\s*>/g;
/** Counts, in the address of a form, how many times it was sent from where it is. */
const SENT = 'envoi';

/**
 * A page whose forms say for whom they were drawn, so that what one person typed is neither saved under the name of the next who
 * comes in on that browser, nor shown to them. Marked: nobody makes it say another name. A form that is sent to the very address of its
 * page is sent to a neighbouring one: when the network is cut, browsers put the error in the place of the page, and Back would skip it.
 */
export function finishForms(
	html: string,
	{ locals, route, url }: Pick<RequestEvent, 'locals' | 'route' | 'url'>
): string {
	const field = DRAWN_FOR_NOBODY.test(route.id ?? '') ? '' : ownerField(locals);
	return html.replace(POST_FORM, (form) => sentBeside(form, url) + field);
}

function ownerField({ actor, collective }: App.Locals): string {
	if (actor.kind !== 'person' || !collective) return '';
	const { account, person, name } = actor;
	const text = Buffer.from(JSON.stringify({ account, person, name })).toString('base64url');
	const value = `${text}.${mark(PURPOSE, collective.code, text)}`;
	return `<input type="hidden" name="${FORM_OWNER}" value="${value}" />`;
}

function sentBeside(form: string, url: URL): string {
	if (/\saction="/.test(form)) return form;
	const query = new URLSearchParams(url.search);
	query.set(SENT, String((Number(query.get(SENT)) || 0) + 1));
	return form.replace(/>$/, ` action="?${query.toString().replaceAll('&', '&amp;')}">`);
}

/** For whom the form was drawn; null for one that does not say, or that nobody here has marked. */
export function ownerOf(sent: SentForm, collective: string): FormOwner | null {
	const value = sent.texts.find(([field]) => field === FORM_OWNER)?.[1] ?? '';
	const [text = '', given = ''] = value.split('.');
	if (!isMarkOf(given, PURPOSE, collective, text)) return null;
	return JSON.parse(Buffer.from(text, 'base64url').toString()) as FormOwner; // marked: written by ownForms
}

/** Is it the same person? Who looks through other eyes is still themselves. */
export function isOwner(actor: Actor, owner: FormOwner): boolean {
	return (
		actor.kind === 'person' &&
		actor.account === owner.account &&
		(actor.seeingAs !== undefined || actor.person === owner.person)
	);
}
