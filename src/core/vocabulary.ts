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

/** Circles of readers, from the widest to the narrowest. */
export const audiences = vocabulary({
	public: { word: 'public', label: 'Tout le monde' },
	members: { word: 'membres', label: 'Les membres' },
	council: { word: 'conseil', label: 'Le conseil d’administration' },
	board: { word: 'bureau', label: 'Le bureau' },
	team: { word: 'equipe', label: 'L’équipe' }
});

/**
 * Who may read a record: a circle, the members of one group (`group:gt5`), those who pilot it (`pilots:gt5`), or named people
 * (`people:ada-martin,zoe-petit`). Groups and people are written by code, so that a spreadsheet, the journal and the database say the same.
 */
export type Audience =
	keyof typeof audiences | `group:${string}` | `pilots:${string}` | `people:${string}`;

const CODE = '[a-z0-9]+(?:-[a-z0-9]+)*';
const NARROW = new RegExp(`^(?:(?:group|pilots):${CODE}|people:${CODE}(?:,${CODE})*)$`);

/** Is the text an audience as stored? */
export function isAudience(text: string): text is Audience {
	return Object.hasOwn(audiences, text) || NARROW.test(text);
}

/** Code of the group that an audience is kept to, all its participants or its pilots alone, if it is. */
export function groupOfAudience(audience: Audience): string | undefined {
	return /^(?:group|pilots):(.*)$/s.exec(audience)?.[1];
}

/** Is it kept to those who pilot a group, and the team? */
export function isForPilots(audience: Audience): boolean {
	return audience.startsWith('pilots:');
}

/** Codes of the people that an audience names, none for another audience. */
export function peopleOfAudience(audience: Audience): string[] {
	return audience.startsWith('people:') ? audience.slice('people:'.length).split(',') : [];
}

/** In circles, the code of people and of groups that are no more: no form and no folder gives it to anybody. */
const RETIRED = { person: 'personne-retiree', group: 'groupe-retire' } as const;

/** What stands in circles for a person or a group that was removed, by identifier. */
export function retiredCode(kind: keyof typeof RETIRED, id: string): string {
	return `${RETIRED[kind]}-${id}`;
}

/** Whom such a code stands for; undefined for the code of somebody. */
export function bearerOfRetired(
	code: string
): { kind: keyof typeof RETIRED; id: string } | undefined {
	const [, word, id = ''] = /^(personne-retiree|groupe-retire)-([0-9a-f-]{36})$/.exec(code) ?? [];
	return word ? { kind: word === RETIRED.person ? 'person' : 'group', id } : undefined;
}

/** French label of an audience; `nameOf` gives the name behind a code of group or person. */
export function audienceLabel(
	audience: Audience,
	nameOf: (code: string) => string = (code) => code
): string {
	const group = groupOfAudience(audience);
	if (group !== undefined) {
		const named = bearerOfRetired(group) ? 'd’un groupe retiré' : `du groupe ${nameOf(group)}`;
		return isForPilots(audience) ? `L’équipe et le pilotage ${named}` : `Les participants ${named}`;
	}
	const people = peopleOfAudience(audience);
	const named = people.map((code) =>
		bearerOfRetired(code) ? 'une personne retirée' : nameOf(code)
	);
	return people.length > 0 ? named.join(', ') : labelOf(audiences, audience);
}
