import { readableAudiences, readsAll, type Actor } from '#core/actor.ts';
import {
	audienceLabel,
	groupOfAudience,
	peopleOfAudience,
	type Audience
} from '#core/vocabulary.ts';
import { enumerated } from '#core/words.ts';

/** Does the actor read anything that is not everybody's? */
export function readsMoreThanPublic(actor: Actor): boolean {
	return readersBeside(actor).length > 0;
}

/** What an edition written for this actor says first, for whoever holds the file: a French sentence. */
export function reservedNotice(actor: Actor): string {
	return `Édition réservée — ne pas diffuser : contient ce que seuls lisent ${enumerated(readersBeside(actor))}.`;
}

/** Those whose reserved records the actor reads, in words: "le bureau", "les participants de leurs groupes". */
function readersBeside(actor: Actor): string[] {
	const isGroup = (one: Audience) => groupOfAudience(one) !== undefined;
	const isNamed = (one: Audience) => peopleOfAudience(one).length > 0;
	const read = readableAudiences(actor).filter((one) => one !== 'public');
	const circles = read.filter((one) => !isGroup(one) && !isNamed(one));
	const groups = readsAll(actor, 'groups') || read.some(isGroup);
	const people =
		readsAll(actor, 'people') ||
		read.some(isNamed) ||
		(actor.kind === 'person' && actor.person !== null);
	return [
		...circles.map((one) => {
			const label = audienceLabel(one);
			return label.charAt(0).toLocaleLowerCase('fr') + label.slice(1);
		}),
		...(groups ? ['des groupes'] : []),
		...(people ? ['des personnes nommées'] : [])
	];
}

/** Does the query of an address ask for the reserved edition? */
export function isReservedAsked(query: URLSearchParams): boolean {
	return query.get('edition') === 'reservee';
}

/** The address of a page or file of the report, in the edition that is asked. */
export function inEdition(path: string, isReserved: boolean): string {
	return isReserved ? `${path}?edition=reservee` : path;
}
