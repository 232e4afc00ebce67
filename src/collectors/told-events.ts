import { answers, type EventDefinition } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { kinds, modules } from '#modules/all.ts';

/** What the kernel says of any record: in the words of its history, and of a list of news. */
const VERBS: Record<string, { did: string; past: string }> = {
	created: { did: 'a créé cette fiche', past: 'créé' },
	changed: { did: 'a modifié cette fiche', past: 'modifié' },
	removed: { did: 'a retiré cette fiche', past: 'retiré' },
	erased: { did: 'a effacé cette personne', past: 'effacé' }
};

/** What collectors write by themselves. */
const OWN: EventDefinition[] = [
	{ name: 'import.done', sentence: 'Dossier importé', readers: 'team' },
	{ name: 'import.undone', sentence: 'Import annulé', readers: 'team' },
	{
		name: 'openness.answered',
		sentence: 'Décidé de ce qui reste lu de tout le monde',
		readers: 'team'
	}
];

/** Every act with a sentence of its own: those of collectors, then those that each module declares. */
export const toldEvents: readonly EventDefinition[] = [
	...OWN,
	...modules.flatMap((one) => answers(one.events))
];
const sentences = new Map(toldEvents.map(({ name, sentence }) => [name, sentence]));

/** What somebody did to a record, as its history goes on after their name: "a modifié cette fiche". */
export function didToRecord(event: string): string {
	return VERBS[event.split('.')[1] ?? '']?.did ?? 'a agi sur cette fiche';
}

/**
 * What happened to so many records, in French: "Réunion modifiée", "3 réunions modifiées", "Entrée". A name that no version of today
 * writes is told as such: a journal is older than the program that reads it.
 */
export function sentenceOf(event: string, count = 1): string {
	const [name, verb = ''] = event.split('.');
	const kind = kinds.find((one) => one.name === name);
	const past = VERBS[verb]?.past;
	if (!kind || past === undefined)
		return sentences.get(event) ?? 'Acte qu’une version précédente a écrit';
	const agreed = `${past}${kind.feminine ? 'e' : ''}`;
	if (count > 1) return `${counted(count, kind.singular, kind.plural)} ${agreed}s`;
	return `${kind.singular.charAt(0).toUpperCase()}${kind.singular.slice(1)} ${agreed}`;
}
