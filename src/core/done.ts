/**
 * What became of a form, said by the page that comes next: an act that can be undone, one that is for ever, nothing that was different,
 * an act that was undone, to fewer readers perhaps.
 */
export type Done = { act: string } | 'final' | 'same' | 'undone' | 'undone-narrower';

const WORDS = {
	final: 'fait',
	same: 'rien',
	undone: 'annule',
	'undone-narrower': 'annule-ferme'
} as const;

/** The word of it in an address. */
export function doneToAddress(done: Done): string {
	return typeof done === 'string' ? WORDS[done] : done.act;
}

/** What an address says; null for any other word. */
export function doneInAddress(word: string | null): Done | null {
	if (word === WORDS.final) return 'final';
	if (word === WORDS.same) return 'same';
	if (word === WORDS.undone) return 'undone';
	if (word === WORDS['undone-narrower']) return 'undone-narrower';
	return /^[0-9a-f-]{36}$/.test(word ?? '') ? { act: word ?? '' } : null;
}
