import type { Refusal } from '#core/errors.ts';
import type { Audience } from '#core/vocabulary.ts';
import type { Consent, VisitState } from './labels.ts';

/** What decides whether a passage of a visit may be read outside the team. */
export interface PassageConsent {
	sensitive: boolean | null;
	consent: Consent | null;
	/** Year of the report that the agreement was given for. */
	consentEdition: number | null;
}

/**
 * Whether a passage waits for the agreement of the member, or was refused it: the team reads it alone, whatever the visit. To a
 * sensitive one, an agreement that names no edition is none.
 */
export function isHeldBack({ consent, sensitive, consentEdition }: PassageConsent): boolean {
	return consent !== 'granted' || (sensitive === true && consentEdition === null);
}

/**
 * Whether a passage may be printed in the report of that year. The agreement to a sensitive passage is given
 * for one edition and has to be asked again for the next.
 */
export function mayPrint(passage: PassageConsent, editionYear: number): boolean {
	return !isHeldBack(passage) && !isForAnotherEdition(passage, editionYear);
}

/** Whether the agreement to a sensitive passage was given for the report of another year than that of its visit. */
export function isForAnotherEdition(
	{ sensitive, consentEdition }: Pick<PassageConsent, 'sensitive' | 'consentEdition'>,
	editionYear: number
): boolean {
	return sensitive === true && consentEdition !== editionYear;
}

/** Whether a visit waits to be published, or for the agreement to its quotation: the team reads it alone, whoever it names. */
export function isVisitHeldBack(visit: {
	state: VisitState | null;
	quote: string | null;
	quoteConsented: boolean | null;
}): boolean {
	return visit.state !== 'published' || (Boolean(visit.quote) && visit.quoteConsented !== true);
}

/** A quotation is opened to others only once its author agreed to it. */
export function quoteRefusals(visit: {
	quote: string | null;
	quoteConsented: boolean | null;
	declaredAudience: Audience | null;
}): Refusal[] {
	const open = (visit.declaredAudience ?? 'team') !== 'team';
	if (!visit.quote || visit.quoteConsented === true || !open) return [];
	return [
		{
			code: 'quote-without-consent',
			field: 'quoteConsented',
			message:
				'La citation n’a pas reçu d’accord : répondez « oui » à « La personne accepte d’être citée » une fois l’accord obtenu, retirez la citation, ou réservez la visite à l’équipe.'
		}
	];
}

/** Year of the report that tells a visit. */
export function editionOf(visit: { date: string }): number {
	return Number(visit.date.slice(0, 4));
}

/** "d’Espoir", "de La Pose", "du Toit Commun": French elision and contraction before a name. */
export function ofName(name: string): string {
	const masculine = name.match(/^le\s+(.+)$/i);
	if (masculine) return `du ${masculine[1] ?? ''}`;
	const plural = name.match(/^les\s+(.+)$/i);
	if (plural) return `des ${plural[1] ?? ''}`;
	return /^[aeiouyœæâàéèêëîïôûüh]/i.test(name) ? `d’${name}` : `de ${name}`;
}
