import type { Column } from '#core/cells.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { readersRule } from '#core/server/keeping.ts';
import { isAsWide } from '#core/actor.ts';
import { readersField, type AnyKind } from '#core/server/kinds.ts';
import { isForMany, type Row } from '#core/server/records.ts';
import {
	audienceLabel,
	audiences,
	bearerOfRetired,
	groupOfAudience,
	peopleOfAudience,
	type Audience
} from '#core/vocabulary.ts';
import { codesOf, listChoices, namesOf, resolveChoice, type Choice } from './choices.ts';
import { NAMED, PEOPLE, shownReaders, type NamedReaders } from './named.ts';

/** Does the column say who may read? */
export function saysReaders(column: Column): boolean {
	return column.type.name === 'lecteurs';
}

/** An audience as a sentence goes on: "le bureau", "tout le monde", "les participants de GT5 — Mobilité". */
export async function readersInWords(ctx: Context, audience: Audience): Promise<string> {
	const group = groupOfAudience(audience);
	const names =
		group === undefined
			? await namesOf(ctx, 'person', peopleOfAudience(audience))
			: await namesOf(ctx, 'group', [group]);
	const label = audienceLabel(audience, (code) => names.get(code) ?? code);
	return peopleOfAudience(audience).length > 0
		? label
		: label.charAt(0).toLocaleLowerCase('fr') + label.slice(1);
}

/** Would somebody who is not named read what they did not? Such an opening is an act of its own (`publishRecord`). */
function opensTo(before: Audience, after: Audience): boolean {
	return peopleOfAudience(after).length === 0 && !isAsWide(before, after);
}

/** Refuses (422) a form that opens the row it changes: what opens is shown first, where it is published. */
export function refuseOpening(kind: AnyKind, before: Row, after: Row): void {
	const field = readersField(kind);
	const [was, is] = [before[field], after[field]] as (Audience | null | undefined)[]; // the column of readers
	if (!was || !is || !opensTo(was, is)) return;
	throw refusedReaders(
		field,
		'Ouvrir cette fiche à d’autres se fait par « Publier », en haut de la fiche, qui montre d’abord ce qui s’ouvre : gardez ici ses lecteurs, ou un cercle plus étroit.'
	);
}

/** The readers that the actor may give to a row, new or as it stands, and those that it already has. */
export async function readersChoices(
	ctx: Context,
	kind: AnyKind,
	row: Row,
	current: string,
	{ isOpening }: { isOpening: boolean }
): Promise<Choice[]> {
	const stored = row['id'] === undefined ? null : (row[readersField(kind)] as Audience); // never empty once stored
	const whyNot = await readersRule(ctx, kind, row['id'] === undefined ? null : row, row);
	const groups = await listChoices(ctx, 'group');
	const offered: [Audience, Choice][] = [
		...Object.entries(audiences).map(([audience, { word, label }]): [Audience, Choice] => [
			audience as Audience, // keys of the vocabulary of audiences
			{ code: word, label }
		]),
		...groups.map(({ code, label }): [Audience, Choice] => [
			`group:${code}`,
			{ code: `groupe:${code}`, label: `Les participants de : ${label}` }
		]),
		...ownEyes(ctx).map((own): [Audience, Choice] => [own, { code: NAMED, label: OWN_CHOICE }])
	];
	const known: Choice[] = [];
	const isAway = kind.firstReaders.unlessAway?.(row) === true;
	for (const [audience, choice] of offered) {
		if (!isOpening && stored !== null && opensTo(stored, audience)) continue;
		if (!(isAway && isForMany(audience)) && !(await whyNot(audience))) known.push(choice);
	}
	const { code: shown, people } = shownReaders(current);
	if (shown === '' || known.some((choice) => choice.code === shown)) return known;
	return [...known, { code: shown, label: people.length > 0 ? OWN_CHOICE : current }];
}

const OWN_CHOICE = 'Les personnes que je nomme';

/** A record kept to named people names its author among them. */
function ownEyes({ actor }: Context): Audience[] {
	return actor.kind === 'person' && actor.person !== null ? [`people:${actor.person}`] : [];
}

/** More people than this are typed by name rather than ticked. */
const TICKED = 80;

/** Who may be named, with those whom the record names. */
export async function namedReaders(ctx: Context, current: string): Promise<NamedReaders> {
	// Who was removed reads nothing more: saved again, the record names those who remain.
	const people = shownReaders(current).people.filter((code) => !bearerOfRetired(code));
	const all = await listChoices(ctx, 'person');
	return {
		choices: all.length > TICKED ? [] : all,
		chosen: people,
		typed: people.map((code) => all.find((one) => one.code === code)?.label ?? code).join(', ')
	};
}

/**
 * Puts who is named into the text of readers of a form, in place: `personnes:ada-martin,zoe-petit`. Refuses (422) nobody, and
 * somebody who is not in the directory.
 */
export async function settleNamedReaders(
	ctx: Context,
	kind: AnyKind,
	texts: Record<string, string>,
	stored: Row = {}
): Promise<void> {
	for (const [field, column] of Object.entries(kind.columns)) {
		if (!saysReaders(column) || texts[field] !== NAMED) continue;
		const codes = new Set<string>();
		const said = (texts[field + PEOPLE] ?? '').split(/ \| |[,\n]/).map((one) => one.trim());
		for (const one of said.filter(Boolean)) {
			const found = await resolveChoice(ctx, 'person', one);
			if ('refusal' in found) throw refusedReaders(field, `« ${one} » ${found.refusal}.`);
			for (const code of (await codesOf(ctx, 'person', [found.id])).values()) codes.add(code);
		}
		if (codes.size === 0)
			throw refusedReaders(field, 'Nommez au moins une personne, ou choisissez d’autres lecteurs.');
		const before = stored[field] ? column.type.write(stored[field]) : '';
		const same = shownReaders(before).people.toSorted().join(',');
		const named = [...codes].sort().join(',');
		texts[field] = named === same ? before : `${NAMED}:${named}`;
	}
}

function refusedReaders(field: string, message: string): Refused {
	return new Refused('invalid', [{ code: 'readers', field, message }]);
}

/** Why these readers cannot be written down: nobody names who is not in the directory. Whether they may be chosen is `readersRule`. */
export async function unknownReaders(
	ctx: Context,
	audience: Audience
): Promise<string | undefined> {
	const group = groupOfAudience(audience);
	const named: [string, string][] = [
		...(group === undefined ? [] : [['group', group] as [string, string]]),
		...peopleOfAudience(audience).map((code): [string, string] => ['person', code])
	];
	for (const [target, code] of named)
		if ('refusal' in (await resolveChoice(ctx, target, code)))
			return `« ${code} » n’est pas dans l’annuaire : choisissez d’autres lecteurs.`;
	return undefined;
}
