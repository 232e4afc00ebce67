/**
 * A closed list of words. The key is stored, `word` is what spreadsheets hold, `label` is what screens show.
 */
export type Vocabulary = Readonly<Record<string, { word: string; label: string }>>;

/** Keeps the keys as a type: `type Stage = keyof typeof stages`. */
export function vocabulary<const V extends Vocabulary>(words: V): V {
	return words;
}

/** Stored value of a spreadsheet word, `undefined` when it is not in the list. */
export function fromWord<V extends Vocabulary>(
	words: V,
	word: string
): (keyof V & string) | undefined {
	return (Object.keys(words) as (keyof V & string)[]).find((key) => words[key]?.word === word); // keys of V are strings
}

/** French label of a stored value; the value itself if the list has lost it. */
export function labelOf(words: Vocabulary, value: string): string {
	return words[value]?.label ?? value;
}

/** Who may read a record. Ordered from the widest to the narrowest. */
export const audiences = vocabulary({
	public: { word: 'public', label: 'Tout le monde' },
	members: { word: 'membres', label: 'Les membres' },
	board: { word: 'bureau', label: 'Le bureau' },
	team: { word: 'equipe', label: 'L’équipe' }
});
export type Audience = keyof typeof audiences;
