import { eq } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Column } from '#core/cells.ts';
import { Refused } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import type { AnyKind } from '#core/server/kinds.ts';
import { storedRows, type Row } from '#core/server/records.ts';
import { audiences, groupOfAudience, peopleOfAudience, type Audience } from '#core/vocabulary.ts';
import { kinds } from '#modules/all.ts';
import { codesOf, listChoices, resolveChoice, type Choice } from './choices.ts';
import { NAMED, PEOPLE, shownReaders, type NamedReaders } from './named.ts';

/** Does the column say who may read? */
export function saysReaders(column: Column): boolean {
	return column.type.name === 'lecteurs';
}

/** Does a kind have what its rows may be part of? */
export function mayInherit(kind: AnyKind): boolean {
	return parentFields(kind).length > 0;
}

/**
 * Readers of a row when its author names none: those of what it is a part of when that is kept to some, so that the
 * agenda of a meeting of the team is not for all; else everybody.
 */
export async function inheritedReaders(ctx: Context, kind: AnyKind, row: Row): Promise<Audience> {
	for (const [field, target] of parentFields(kind)) {
		const id = row[field];
		if (typeof id !== 'string') continue;
		const [parent] = await storedRows(ctx, target, eq(target.table.id, id));
		const audience = parent?.['audience'] as Audience | undefined; // the column of every record
		if (audience && audience !== 'public') return audience;
	}
	return 'public';
}

/** References to records of the same module: what a row is part of. */
function parentFields(kind: AnyKind): [string, AnyKind][] {
	const ownerOf = (one: AnyKind) => one.permission.split('.')[0];
	return Object.entries(kind.columns).flatMap(([field, { type }]): [string, AnyKind][] => {
		const target = type.many ? undefined : kinds.find((one) => one.name === type.target);
		return target && ownerOf(target) === ownerOf(kind) ? [[field, target]] : [];
	});
}

/** Circles and groups that the actor is of, and the readers that the record already has. */
export async function readersChoices(ctx: Context, current: string): Promise<Choice[]> {
	const circles = Object.entries(audiences).flatMap(([audience, { word, label }]) =>
		mayRead(ctx.actor, audience as Audience) ? [{ code: word, label }] : []
	); // keys of the vocabulary of audiences
	const groups = (await listChoices(ctx, 'group'))
		.filter(({ code }) => mayRead(ctx.actor, `group:${code}`))
		.map(({ code, label }) => ({
			code: `groupe:${code}`,
			label: `Les participants de : ${label}`
		}));
	const known = [...circles, ...groups, { code: NAMED, label: 'Les personnes que je nomme' }];
	const shown = shownReaders(current).code;
	if (shown === '' || known.some((choice) => choice.code === shown)) return known;
	return [...known, { code: current, label: current }];
}

/** More people than this are typed by name rather than ticked. */
const TICKED = 80;

/** Who may be named, with those whom the record names. */
export async function namedReaders(ctx: Context, current: string): Promise<NamedReaders> {
	const { people } = shownReaders(current);
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

/** Why these readers cannot be chosen: nobody shuts themselves out, nor names who is not in the directory. */
export async function readersRefusal(
	ctx: Context,
	audience: Audience
): Promise<string | undefined> {
	if (!mayRead(ctx.actor, audience))
		return 'Vous ne pourriez plus lire cette fiche : choisissez un cercle dont vous êtes.';
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
