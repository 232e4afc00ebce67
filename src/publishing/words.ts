import type {
	Figure,
	KeyFiguresBlock,
	PictureBlock,
	ProseBlock,
	PublishedDocument,
	Tone
} from '#core/blocks.ts';
import { formatPartialDate, parsePartialDate } from '#core/partial-date.ts';
import { french } from './typography.ts';

/** French words that the four formats share. */
export const WORDS = {
	contents: 'Sommaire',
	missingPicture: 'Image à fournir',
	personal: 'Récit à la première personne',
	sources: 'Sources',
	credit: 'Crédit',
	values: 'Voir les valeurs',
	change: 'Modifier'
} as const;

/** What follows the title of a document that is not for everybody, on each page and in its metadata; nothing for the others. */
export function reservedMark({ reserved }: PublishedDocument): string {
	return reserved ? ' – édition réservée, ne pas diffuser' : '';
}

/** Tones told in words, so that no colour is needed to tell them apart. */
export const TONES: Record<Tone, string> = {
	neutral: 'À noter',
	good: 'Acquis',
	waiting: 'À compléter',
	alert: 'Point d’attention'
};

/** "Gérard Dechy, co-président mandataire, 31 mars 2024". */
export function signatureText({ name, role, date }: NonNullable<ProseBlock['signature']>): string {
	const day = date ? parsePartialDate(date) : null;
	return french([name, role, day ? formatPartialDate(day) : date].filter(Boolean).join(', '));
}

/** "Sources : a ; b", or nothing. */
export function sourcesText(sources: string[] | undefined): string {
	return sources && sources.length > 0 ? french(`${WORDS.sources} : ${sources.join(' ; ')}`) : '';
}

/** Caption and credit of a picture. */
export function pictureCaption({ caption, credit }: PictureBlock): string {
	return french([caption, credit ? `${WORDS.credit} : ${credit}` : ''].filter(Boolean).join(' — '));
}

/** The figures of a band as a block. */
export function keyFigures(figures: Figure[] | undefined): KeyFiguresBlock[] {
	return figures && figures.length > 0 ? [{ kind: 'keyFigures', figures }] : [];
}

/** "Données au 31 décembre 2023". */
export function asOfText(document: { asOf: Parameters<typeof formatPartialDate>[0] }): string {
	const isDay = document.asOf.length === 10;
	return french(`Données ${isDay ? 'au' : 'de'} ${formatPartialDate(document.asOf)}`);
}
