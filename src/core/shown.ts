/** Field of a form that acts on what its page showed: of each thing, its reference and the fingerprint of how it stood. */
export const SHOWN = 'vu';

/** A thing that a page showed, before the act that is asked about it. */
export interface Shown {
	/** What tells it apart: `decision/<identifier>`. Without a blank nor `=`. */
	ref: string;
	/** What the page calls it. */
	label: string;
	/** Fingerprint of its words, its readers and its version. */
	mark: string;
}

/** The field `SHOWN` of the form. */
export function writeShown(things: readonly Pick<Shown, 'ref' | 'mark'>[]): string {
	return things.map(({ ref, mark }) => `${ref}=${mark}`).join(' ');
}

/** Fingerprint of each thing that the field tells, by reference. */
export function readShown(field: string): Map<string, string> {
	return new Map(
		field.split(' ').flatMap((one): [string, string][] => {
			const [ref, mark] = one.split('=');
			return ref && mark ? [[ref, mark]] : [];
		})
	);
}

/** Of the things that the form of a page showed, those that stand alike on the page that is drawn anew: what was ticked there may stay. */
export function standingStill(before: string, now: string): Set<string> {
	const standing = readShown(now);
	return new Set(
		[...readShown(before)].flatMap(([ref, mark]) => (standing.get(ref) === mark ? [ref] : []))
	);
}
