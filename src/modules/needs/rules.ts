import { plainText } from '#core/words.ts';

/** From how many members a need counts as shared. */
export const SHARED_BY = 3;

/** Share of common words from which two wordings may be the same request. */
const NEARLY = 0.75;

/** Words that say nothing of the subject of a request. */
const EMPTY_WORDS = new Set(
	(
		'avec dans pour les des une par sur aux ses son sa leur leurs que qui entre plus ' +
		'nos notre vos votre ces cette'
	).split(' ')
);

/** Words that carry the meaning of a request, without accents, case or plural. */
function meaningfulWords(text: string): Set<string> {
	const words = plainText(text).match(/[a-z0-9]{3,}/g) ?? [];
	return new Set(
		words.filter((word) => !EMPTY_WORDS.has(word)).map((word) => word.replace(/[sx]$/, ''))
	);
}

/** Share of words that two requests have in common: 0 nothing, 1 the same words. */
export function likeness(a: string, b: string): number {
	const [x, y] = [meaningfulWords(a), meaningfulWords(b)];
	if (x.size === 0 || y.size === 0) return 0;
	const common = [...x].filter((word) => y.has(word)).length;
	return common / (x.size + y.size - common);
}

/** Whether two wordings may be one request: a person decides, nothing is merged. */
export function isNearlySame(a: string, b: string): boolean {
	return likeness(a, b) >= NEARLY;
}
