import { and, asc, eq } from 'drizzle-orm';
import { decide, mayRead, type Actor } from '../actor.ts';
import { Refused } from '../errors.ts';
import { counted } from '../words.ts';
import {
	bearerOfRetired,
	groupOfAudience,
	peopleOfAudience,
	type Audience
} from '../vocabulary.ts';
import { belongingsOf } from './belonging.ts';
import type { Context } from './context.ts';
import { declaredReaders, readersField, type AnyKind } from './kinds.ts';
import { namedReaders } from './named-readers.ts';
import type { Row } from './records/rows.ts';
import { journal } from './tables.ts';

/** May the actor write every row of the kind, and not only what belongs to a group or an organisation of theirs? */
function writesAll(actor: Actor, kind: AnyKind): boolean {
	return decide(actor, { permission: kind.permission, on: {} }).allowed;
}

/** Is a row of the kind always a part of something: a point of an agenda, the yearly sheet of an organisation? */
export function isPart({ belongs, columns }: AnyKind): boolean {
	if (belongs?.through) return true;
	const owners = [...(belongs?.groups ?? []), ...(belongs?.organisations ?? [])];
	return owners.some((field) => columns[field]?.required);
}

/** May the actor remove or archive a row that they may write? What stands by itself is for who writes all of its kind. */
export function mayPutAway(actor: Actor, kind: AnyKind): boolean {
	return isPart(kind) || writesAll(actor, kind);
}

/** Refuses (403) to remove, archive or bring back a record that stands by itself, but to who writes all of its kind. */
export function authorisePuttingAway(ctx: Context, kind: AnyKind): void {
	if (mayPutAway(ctx.actor, kind)) return;
	throw new Refused('forbidden', [
		{
			code: 'forbidden',
			message: `Retirer ou archiver une fiche de cette sorte (${kind.singular}) revient à l’équipe : demandez-le-lui. Vous pouvez la modifier.`
		}
	]);
}

/**
 * Asked of each row as it will be, an undo included: nobody archives for others what stands by itself (403), puts a row on the
 * page of a group or an organisation that is not theirs (403), or shuts out those whose record it is (422, at the field in which the
 * kind names its readers).
 */
export async function authoriseBecoming(
	ctx: Context,
	kind: AnyKind,
	before: Row | null,
	after: Row
): Promise<void> {
	const field = readersField(kind);
	const whyNot = await readersRule(ctx, kind, before, after);
	for (const one of new Set([field, 'audience'])) {
		const audience = after[one] as Audience | null | undefined; // the columns of readers
		if (!audience || before?.[one] === audience) continue;
		const message = await whyNot(audience);
		if (message) throw new Refused('invalid', [{ code: 'readers', field, message }]);
	}
	if (writesAll(ctx.actor, kind)) return;
	if ((before?.['archivedOn'] ?? null) !== (after['archivedOn'] ?? null))
		authorisePuttingAway(ctx, kind);
	refuseElsewhere(ctx.actor, kind, before, after);
}

/** Why a row may not be given these readers, one French sentence; undefined when it may. */
export type ReadersRule = (audience: Audience) => Promise<string | undefined>;

/**
 * Which readers the actor may give to a row, new or as it stands: the one rule of the forms that offer them, of the acts that write
 * them and of an undo. What already reads a row may stay.
 */
export async function readersRule(
	ctx: Context,
	kind: AnyKind,
	before: Row | null,
	after: Row
): Promise<ReadersRule> {
	const isWhole = writesAll(ctx.actor, kind);
	const [on = {}] = isWhole ? [] : await belongingsOf(ctx, kind, [after]);
	return async (audience) => {
		if (before?.['audience'] === audience) return undefined;
		if (!mayRead(ctx.actor, audience))
			return 'Vous ne pourriez plus lire cette fiche : choisissez un cercle dont vous êtes.';
		if (await takesOut(ctx, kind, before, audience))
			return 'Vous en retireriez quelqu’un qui y est nommé, ce qui revient à qui l’a écrite : laissez ces personnes, ou demandez-le-lui.';
		if (isWhole)
			return (await takesAway(ctx, kind, before, audience))
				? 'L’équipe ne lirait plus cette fiche, que vous n’avez pas créée : choisissez un cercle, ou écrivez-en une autre pour les personnes que vous nommez.'
				: undefined;
		return isKept(ctx.actor, audience, on, before)
			? undefined
			: 'Ceux dont c’est la fiche ne la liraient plus : choisissez tout le monde ou leur propre cercle, ou demandez à l’équipe.';
	};
}

/** What the team keeps together is kept to named people by whoever created it, and by nobody else. */
async function takesAway(
	ctx: Context,
	kind: AnyKind,
	before: Row | null,
	audience: Audience
): Promise<boolean> {
	if (!before || peopleOfAudience(audience).length === 0) return false;
	if (peopleOfAudience(before['audience'] as Audience).length > 0) return false; // the column of every record
	return !(await isAuthor(ctx, kind, before));
}

/** Whom a record names reads it until who created it says otherwise. Who was removed from the directory reads nothing more. */
async function takesOut(
	ctx: Context,
	kind: AnyKind,
	before: Row | null,
	audience: Audience
): Promise<boolean> {
	const named = before ? peopleOfAudience(declaredReaders(kind, before)) : [];
	const own = named.filter((code) => !bearerOfRetired(code));
	if (!before || own.length === 0 || audience === 'public') return false;
	const among = peopleOfAudience(audience);
	const reads = among.length > 0 ? undefined : await namedReaders(ctx, [`people:${own.join(',')}`]);
	const stays = own.every((code) => (reads ? reads(code, audience) : among.includes(code)));
	return !stays && !(await isAuthor(ctx, kind, before));
}

/** Did the actor create the record, by the first line that the journal has of it? The console answers for what nobody signed. */
async function isAuthor({ db, actor }: Context, kind: AnyKind, row: Row): Promise<boolean> {
	if (actor.kind !== 'person') return true;
	const [created] = await db
		.select({ account: journal.account })
		.from(journal)
		.where(
			and(
				eq(journal.kind, kind.name),
				eq(journal.recordId, String(row['id'])),
				eq(journal.event, `${kind.name}.created`)
			)
		)
		.orderBy(asc(journal.at), asc(journal.id))
		.limit(1);
	return created?.account === actor.account;
}

/**
 * Asked of what a record is made of, when closing it gives its parts to the people whom it names: refuses (422) to take from others what
 * they wrote, or what names them, as closing each of these by itself would be refused.
 */
export async function refuseConfiscating(
	ctx: Context,
	kind: AnyKind,
	closed: readonly { before: Row; audience: Audience }[]
): Promise<void> {
	let taken = 0;
	for (const { before, audience } of closed)
		if (
			(await takesAway(ctx, kind, before, audience)) ||
			(await takesOut(ctx, kind, before, audience))
		)
			taken += 1;
	if (taken === 0) return;
	const what = counted(taken, kind.singular, kind.plural);
	const message = `Fermer ainsi cette fiche prendrait à d’autres ce qu’ils y ont écrit, ou ce qui les nomme (${what}) : choisissez un cercle, nommez-les aussi, ou voyez avec eux.`;
	throw new Refused('invalid', [{ code: 'readers', field: 'audience', message }]);
}

/**
 * Do those whose record it is still read it? The participants of its group, or the members for an organisation; the team reads
 * all these circles. A new record may be kept to people that its author names; who is named on one stays so.
 */
function isKept(
	actor: Actor,
	audience: Audience,
	{ groups = [] }: { groups?: string[] },
	before: Row | null
): boolean {
	if (audience === 'public') return true;
	const people = peopleOfAudience(audience);
	if (people.length > 0) {
		const named = before ? peopleOfAudience(before['audience'] as Audience) : people;
		return named.length > 0 && named.every((one) => people.includes(one));
	}
	// Proposed with what the record is part of; kept to few by others, it is theirs.
	if (!before) return true;
	if (groups.length === 0) return audience === 'members';
	const own = groupOfAudience(audience);
	return (
		groups.length === 1 &&
		own !== undefined &&
		actor.kind === 'person' &&
		actor.grants.some(({ scope }) => scope?.code === own && groups.includes(scope.id))
	);
}

/** A right on one group or organisation does not put anything on the page of another. What already names it may stay. */
function refuseElsewhere(actor: Actor, kind: AnyKind, before: Row | null, after: Row): void {
	const owners = [...(kind.belongs?.groups ?? []), ...(kind.belongs?.organisations ?? [])];
	for (const [field, { type }] of Object.entries(kind.columns)) {
		if (type.target !== 'group' && !owners.includes(field)) continue;
		const held = [before?.[field] ?? []].flat();
		for (const id of [after[field] ?? []].flat())
			if (!held.includes(id) && !writesFor(actor, kind, String(id)))
				throw new Refused('forbidden', [
					{
						code: 'forbidden',
						field,
						message:
							'Cette fiche paraîtrait sur la page d’un groupe ou d’une organisation dont vous n’avez pas la charge : laissez ce champ vide, ou demandez à l’équipe.'
					}
				]);
	}
}

function writesFor(actor: Actor, { permission }: AnyKind, id: string): boolean {
	return decide(actor, { permission, on: { groups: [id], organisations: [id] } }).allowed;
}
