import { openedLetters } from './letters.ts';

/** Lower case, without accents, ligatures opened: "Rœulx" → "roeulx". What search and matching compare. */
export function plainText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/œ/gi, 'oe')
		.replace(/æ/gi, 'ae')
		.replace(/[’‘]/g, "'")
		.toLowerCase();
}

/** "Le Cateau-Cambrésis" → "le-cateau-cambresis", "Łoś" → "los": lower-case letters, digits and single hyphens. */
export function slugOf(text: string): string {
	return hyphened(openedLetters(plainText(text.normalize('NFKD'))));
}

/** As codes were made when a letter without accent to take off was lost: "Łoś" → "os". Records keep such codes. */
export function formerSlugOf(text: string): string {
	return hyphened(plainText(text));
}

function hyphened(plain: string): string {
	return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** Longest code that is made of the words of a record. */
export const CODE_MAX = 60;

/** French order: accents and a leading article ("Le", "La", "Les", "L'") do not count. */
export function compareFrench(a: string, b: string): number {
	return collator.compare(withoutArticle(a), withoutArticle(b));
}

/** "1 réunion", "2 réunions": the plural starts at 2 in French. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
	return `${NUMBERS.format(count)} ${Math.abs(count) < 2 ? singular : plural}`;
}

/** "a", "a et b", "a, b et c". */
export function enumerated(items: string[]): string {
	return LISTS.format(items);
}

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });
const NUMBERS = new Intl.NumberFormat('fr-FR');
const LISTS = new Intl.ListFormat('fr', { type: 'conjunction' });

function withoutArticle(text: string): string {
	return text.replace(/^(?:l['’]|l[ae]s?\s)/i, '');
}
