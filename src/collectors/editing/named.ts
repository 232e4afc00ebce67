import type { Choice } from './choices.ts';

/** What the list of readers answers when people are named, who are chosen beside it. */
export const NAMED = 'personnes';
/** Ending of the name under which a form sends who is named. */
export const PEOPLE = '.personnes';

/** Who may be named as readers, and who is. */
export interface NamedReaders {
	/** Empty when there are too many to tick: names are typed. */
	choices: Choice[];
	chosen: string[];
	/** Names, or codes, as they are typed. */
	typed: string;
}

/** A text of readers as the form shows it: the answer of the list, and the codes of who is named. */
export function shownReaders(text: string): { code: string; people: string[] } {
	if (!text.startsWith(`${NAMED}:`)) return { code: text, people: [] };
	return { code: NAMED, people: text.slice(NAMED.length + 1).split(',') };
}
