/**
 * What became of a form, said by the page that comes next: an act that can be undone, one that is for ever, nothing that was different,
 * an act that was undone.
 */
export type Done = { act: string } | 'final' | 'same' | 'undone';

const WORDS = { final: 'fait', same: 'rien', undone: 'annule' } as const;

/** The word of it in an address. */
export function doneToAddress(done: Done): string {
	return typeof done === 'string' ? WORDS[done] : done.act;
}

/** What an address says; null for any other word. */
export function doneInAddress(word: string | null): Done | null {
	if (word === WORDS.final) return 'final';
	if (word === WORDS.same) return 'same';
	if (word === WORDS.undone) return 'undone';
	return /^[0-9a-f-]{36}$/.test(word ?? '') ? { act: word ?? '' } : null;
}
