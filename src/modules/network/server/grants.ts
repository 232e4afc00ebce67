import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import type { Grant, Role, Scope } from '#core/roles.ts';
import { civilDay } from '#core/server/clock.ts';
import type { Context } from '#core/server/context.ts';
import { journal } from '#core/server/tables.ts';
import { labelOf } from '#core/vocabulary.ts';
import { roleFunctions } from '../labels.ts';
import { isOpenOn, standingsSince, wasOpenBetween } from '../rules.ts';
import { membership, organisation, role } from './tables.ts';

type Function = keyof typeof roleFunctions;

/** Roles that a function in the collective's own organisation gives: the organisation that bears its code. */
const INSIDE: Partial<Record<Function, Role>> = {
	presidency: 'board',
	vicePresidency: 'board',
	coPresidency: 'board',
	board: 'board',
	administration: 'council',
	direction: 'team',
	employee: 'team'
};

/** Functions that speak for an organisation. */
const SPEAKING: readonly Function[] = [
	'presidency',
	'vicePresidency',
	'coPresidency',
	'direction',
	'board',
	'administration',
	'representation'
];

interface Held {
	function: Function;
	title: string | null;
	from: PartialDate | null;
	until: PartialDate | null;
	organisationId: string;
	code: string;
	name: string;
}

/**
 * Rights that the directory gives to a person on the day of the context: team and board by their function in
 * the collective, representative of a member or partner elsewhere. A function that is over gives nothing.
 */
export async function networkGrants(ctx: Context, person: { id: string }): Promise<Grant[]> {
	const held = await openFunctions(ctx, person.id);
	const members = await memberIds(ctx, held);
	return held.flatMap((one): Grant[] => {
		const because = reason(one);
		// Who follows people in confidence does so in their own house: the collective's, or the member's that employs them.
		if (one.function === 'followUp')
			return [
				{
					role: 'followUp',
					...(one.code === ctx.collective.code ? {} : { scope: scopeOf(one) }),
					because
				}
			];
		if (one.code === ctx.collective.code) {
			const inside = INSIDE[one.function];
			return inside ? [{ role: inside, because }] : [];
		}
		if (!SPEAKING.includes(one.function)) return [];
		const kept: Role = members.has(one.organisationId) ? 'representative' : 'partner';
		return [{ role: kept, scope: scopeOf(one), because }];
	});
}

/** Organisations that the person speaks for on the day of the context, the collective's own apart. */
export async function listRepresented(ctx: Context, personId: string): Promise<Scope[]> {
	const held = await openFunctions(ctx, personId);
	return held
		.filter((one) => one.code !== ctx.collective.code && SPEAKING.includes(one.function))
		.map(scopeOf);
}

/**
 * People of the directory to whom a function in the collective gave one of these roles at some instant since then, as the directory said
 * at that instant: a function that has been ended since, with whatever date, or taken away, gave it until that act.
 */
export async function holdersSince(
	ctx: Context,
	roles: readonly string[],
	since: Date
): Promise<Set<string>> {
	const house = await ctx.db
		.select({ id: organisation.id })
		.from(organisation)
		.where(eq(organisation.code, ctx.collective.code));
	const rows = await ctx.db.select().from(role);
	const acts = await ctx.db
		.select()
		.from(journal)
		.where(and(eq(journal.kind, 'role'), gt(journal.at, since)))
		.orderBy(desc(journal.at), desc(journal.id));
	const standing = new Map(rows.map((row) => [row.id, row]));
	const done = Map.groupBy(acts, (act) => act.recordId ?? '');
	const gave = (row: typeof role.$inferSelect) =>
		house.some(({ id }) => id === row.organisationId) && roles.includes(INSIDE[row.function] ?? '');
	const found = new Set<string>();
	for (const id of new Set([...standing.keys(), ...done.keys()])) {
		const span = { since, now: ctx.now };
		for (const { row, from, until } of standingsSince(
			standing.get(id) ?? null,
			done.get(id) ?? [],
			span
		))
			if (row && gave(row) && wasOpenBetween(row, civilDay(from), civilDay(until)))
				found.add(row.personId);
	}
	return found;
}

async function openFunctions(ctx: Context, personId: string): Promise<Held[]> {
	const rows = await ctx.db
		.select({
			function: role.function,
			id: role.id,
			title: role.title,
			from: role.from,
			until: role.until,
			organisationId: organisation.id,
			code: organisation.code,
			name: organisation.name
		})
		.from(role)
		.innerJoin(organisation, eq(role.organisationId, organisation.id))
		.where(eq(role.personId, personId))
		.orderBy(organisation.code, role.function, role.id);
	return rows.filter((row) => isOpenOn(row, ctx.today));
}

async function memberIds(ctx: Context, held: Held[]): Promise<Set<string>> {
	if (held.length === 0) return new Set();
	const ids = held.map((one) => one.organisationId);
	const rows = await ctx.db
		.select({
			lineId: membership.id,
			id: membership.organisationId,
			from: membership.from,
			until: membership.until
		})
		.from(membership)
		.where(inArray(membership.organisationId, ids));
	return new Set(rows.filter((row) => isOpenOn(row, ctx.today)).map((row) => row.id));
}

function scopeOf(one: Held): Scope {
	return { kind: 'organisation', id: one.organisationId, code: one.code, name: one.name };
}

/** "exerce la fonction « Co-présidence » à LA FLAC depuis le 3 mars 2023". */
function reason(one: Held): string {
	const name = one.title ?? labelOf(roleFunctions, one.function);
	return `exerce la fonction « ${name} » (${one.name})${since(one.from)}${until(one.until)}`;
}

function since(date: PartialDate | null): string {
	if (!date) return '';
	return precisionOf(date) === 'day'
		? ` depuis le ${formatPartialDate(date)}`
		: ` depuis ${formatPartialDate(date)}`;
}

function until(date: PartialDate | null): string {
	if (!date) return '';
	return precisionOf(date) === 'day'
		? `, jusqu’au ${formatPartialDate(date)}`
		: `, jusqu’en ${formatPartialDate(date)}`;
}
