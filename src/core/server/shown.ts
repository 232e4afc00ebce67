import { Refused } from '../errors.ts';
import { readShown, type Shown } from '../shown.ts';
import { counted, enumerated } from '../words.ts';
import type { Context } from './context.ts';
import { mark } from './signed.ts';

/** Titles that a refusal tells of one sort of change. */
const TOLD = 5;
/** Signs of a fingerprint: 96 bits. */
const LENGTH = 16;

/** A thing as it stands, for the page that shows it or for the act that follows. `stands`: all of it that the act would touch or tell. */
export function shownAs(ctx: Context, ref: string, label: string, stands: unknown): Shown {
	const text = JSON.stringify([ref, label, stands]);
	return { ref, label, mark: mark('shown', ctx.collective.code, text).slice(0, LENGTH) };
}

/**
 * Refuses (422) an act about what is no longer what its page showed: something was changed, narrowed, added or taken away since. Called
 * before anything is done.
 * @param sent the field `SHOWN` of the form
 * @param now the same things as they stand
 * @param isActedOn whether the act touches the thing of that reference; all of them by default
 */
export function refuseUnlessShown(
	sent: string,
	now: readonly Shown[],
	isActedOn: (ref: string) => boolean = () => true
): void {
	const before = readShown(sent);
	if (before.size === 0) throw new Refused('invalid', [UNSEEN]);
	const acted = now.filter(({ ref }) => isActedOn(ref));
	const changed = acted.filter(({ ref, mark: one }) => (before.get(ref) ?? one) !== one);
	const added = acted.filter(({ ref }) => !before.has(ref));
	const standing = new Set(now.map(({ ref }) => ref));
	const gone = [...before.keys()].filter((ref) => isActedOn(ref) && !standing.has(ref)).length;
	const facts = [
		...(changed.length > 0
			? [`${titles(changed)} ${changed.length > 1 ? 'ont changé' : 'a changé'}`]
			: []),
		...(added.length > 0 ? [`il s’y est ajouté ${titles(added)}`] : []),
		...(gone > 0 ? [counted(gone, 'élément n’y est plus', 'éléments n’y sont plus')] : [])
	];
	if (facts.length === 0) return;
	throw new Refused('invalid', [
		{
			code: 'changed-since-shown',
			message: `Depuis que cette page est ouverte, ${enumerated(facts)}. Rien n’a été fait : relisez, puis confirmez de nouveau.`
		}
	]);
}

const UNSEEN = {
	code: 'form-incomplete',
	message:
		'Ce formulaire ne dit pas ce que sa page montrait : rien n’a été fait. Relisez ce qui suit, puis confirmez.'
};

/** « Louer », « Vendre » et 3 autres. */
function titles(things: readonly Shown[]): string {
	const told = things.slice(0, TOLD).map(({ label }) => `« ${label} »`);
	const more = things.length - told.length;
	return enumerated(more > 0 ? [...told, counted(more, 'autre')] : told);
}
