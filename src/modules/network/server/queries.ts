import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { isErased } from '#core/server/privacy/tombstones.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import type { Page } from '#core/server/relation.ts';
import { inFrench, mayTouch } from '#core/server/spans.ts';
import { commune } from '#modules/territory/index.ts';
import { organisationPath, personName, personPath } from '../paths.ts';
import { isOpenOn } from '../rules.ts';
import { membership, organisation, person, role, yearlySheet } from './tables.ts';

export interface OrganisationName {
	id: string;
	code: string;
	name: string;
	path: string;
}

/** Who heads an organisation; an empty list means that nothing was recorded. */
export interface RoleLine {
	id: string;
	organisationId: string;
	function: (typeof role.$inferSelect)['function'];
	title: string | null;
	field: string | null;
	from: (typeof role.$inferSelect)['from'];
	until: (typeof role.$inferSelect)['until'];
	person: { code: string; name: string; path: string };
	/** Its person was erased: counted where the past is told, and nobody's office today. */
	isOfNobody: boolean;
}

export interface MemberLine {
	id: string;
	code: string;
	name: string;
	path: string;
	address: string | null;
	postalCode: string | null;
	city: string | null;
	commune: {
		code: string;
		name: string;
		arrondissement: string | null;
		longitude: number | null;
		latitude: number | null;
	} | null;
	activities: string | null;
	/** Kept out of lists since; still counted on the day. */
	isArchived: boolean;
}

export interface HeadedMember extends MemberLine {
	roles: RoleLine[];
}

/**
 * Whether an organisation is a member that day (`YYYY-MM-DD`): one of its memberships is open and may be read; a figure counts them as
 * who reads all. A period is open when it is not certainly over: the reference gives neither start nor end for most memberships.
 */
export function isMemberOn(ctx: Context, day: string, id: PgColumn = organisation.id): SQL {
	const open = mayTouch(membership, day, day);
	return sql`${id} in (select ${membership.organisationId} from ${membership} where ${nameable(ctx, membership)} and ${open})`;
}

/**
 * One open membership of each member of a day, to be joined by its `organisationId`: what tells of members by name reads these rows, and
 * the trail of readings needs their `id`.
 */
export function openMemberships(ctx: Context, day: string) {
	return ctx.db
		.selectDistinctOn([membership.organisationId], {
			id: membership.id,
			organisationId: membership.organisationId
		})
		.from(membership)
		.where(and(nameable(ctx, membership), mayTouch(membership, day, day)))
		.orderBy(membership.organisationId, membership.id)
		.as('open_membership');
}

/** Ids of the members of a day (`YYYY-MM-DD`). */
export async function listMemberIds(ctx: Context, day: string): Promise<string[]> {
	const rows = await ctx.db.select().from(openMemberships(ctx, day));
	return rows.map(({ organisationId }) => organisationId);
}

/** Names and pages of organisations by id, whoever reads. */
export async function listOrganisationNames(
	ctx: Context,
	ids: string[]
): Promise<Map<string, OrganisationName>> {
	if (ids.length === 0) return new Map();
	const rows = await ctx.db
		.select({ id: organisation.id, code: organisation.code, name: organisation.name })
		.from(organisation)
		.where(inArray(organisation.id, ids));
	return new Map(rows.map((row) => [row.id, { ...row, path: organisationPath(row.code) }]));
}

/**
 * Members on a day, in the order of the directory, that the actor may read: those that its figure counts, one archived since among
 * them.
 * @param only those that meet it, of the columns of an organisation and its commune
 */
export async function listMembers(
	ctx: Context,
	day: string,
	{ only, page }: { only?: SQL | undefined; page?: Page } = {}
): Promise<MemberLine[]> {
	const open = openMemberships(ctx, day);
	const rows = ctx.db
		.select({
			id: organisation.id,
			membershipId: open.id,
			code: organisation.code,
			name: organisation.name,
			address: organisation.address,
			postalCode: organisation.postalCode,
			city: organisation.city,
			activities: organisation.activities,
			archivedOn: organisation.archivedOn,
			commune: {
				code: commune.code,
				name: commune.name,
				arrondissement: commune.arrondissementName,
				longitude: commune.longitude,
				latitude: commune.latitude
			}
		})
		.from(organisation)
		.innerJoin(open, eq(open.organisationId, organisation.id))
		.leftJoin(commune, eq(commune.id, organisation.communeId))
		.where(and(nameable(ctx, organisation), only))
		.orderBy(inFrench(organisation.name), organisation.id)
		.$dynamic();
	const shown = await (page ? rows.limit(page.limit).offset(page.offset) : rows);
	return shown.map(({ archivedOn, membershipId: _membershipId, ...row }) => ({
		...row,
		isArchived: archivedOn !== null,
		path: organisationPath(row.code)
	}));
}

/** The same, whole, each with who heads it that day. */
export async function listMembersAndHeads(ctx: Context, day: string): Promise<HeadedMember[]> {
	const members = await listMembers(ctx, day);
	const roles = await listRoles(
		ctx,
		members.map(({ id }) => id),
		day
	);
	const of = Map.groupBy(roles, ({ organisationId }) => organisationId);
	return members.map((member) => ({ ...member, roles: of.get(member.id) ?? [] }));
}

/** How many members have their seat in each commune of a day; `commune` is null for those whose commune is not known. */
export async function countSeats(ctx: Context, day: string) {
	const open = openMemberships(ctx, day);
	return ctx.db
		.select({
			commune: commune.code,
			arrondissement: commune.arrondissementName,
			members: sql<number>`count(*)::int`
		})
		.from(organisation)
		.innerJoin(open, eq(open.organisationId, organisation.id))
		.leftJoin(commune, eq(commune.id, organisation.communeId))
		.where(nameable(ctx, organisation))
		.groupBy(commune.code, commune.arrondissementName)
		.orderBy(commune.code);
}

/** Roles open that day in these organisations, in printed order. */
export async function listRoles(
	ctx: Context,
	organisationIds: string[],
	day: string
): Promise<RoleLine[]> {
	if (organisationIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: role.id,
			organisationId: role.organisationId,
			function: role.function,
			title: role.title,
			field: role.field,
			from: role.from,
			until: role.until,
			code: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			isOfNobody: sql<boolean>`${isErased(person.id)}`
		})
		.from(role)
		.innerJoin(person, and(eq(person.id, role.personId), nameable(ctx, person)))
		.where(
			and(
				sql`${role.organisationId} = any(${sql.param(organisationIds)}::uuid[])`,
				visible(ctx, role)
			)
		)
		.orderBy(sql`${role.position} nulls last`, asc(person.lastName), asc(person.code), role.id);
	return rows
		.filter((row) => isOpenOn(row, day))
		.map(({ code, firstName, lastName, ...line }) => ({
			...line,
			person: { code, name: personName({ firstName, lastName }), path: personPath(code) }
		}));
}

/** One organisation by its code. Refuses (404) when it is absent or not for the actor. */
export async function getOrganisation(ctx: Context, code: string) {
	const [row] = await ctx.db
		.select({ organisation, commune })
		.from(organisation)
		.leftJoin(commune, eq(commune.id, organisation.communeId))
		.where(and(eq(organisation.code, code), visible(ctx, organisation)));
	if (!row) throw absent('Cette organisation n’existe pas, ou sa fiche ne vous est pas ouverte.');
	const { id } = row.organisation;
	const [roles, memberships, sheets] = [
		(await listRoles(ctx, [id], ctx.today)).filter(({ isOfNobody }) => !isOfNobody),
		await ctx.db
			.select()
			.from(membership)
			.where(and(eq(membership.organisationId, id), visible(ctx, membership))),
		await ctx.db
			.select()
			.from(yearlySheet)
			.where(and(eq(yearlySheet.organisationId, id), visible(ctx, yearlySheet)))
			.orderBy(asc(yearlySheet.year), yearlySheet.id)
	];
	return { ...row.organisation, commune: row.commune, roles, memberships, sheets };
}

/** One person by code, with every dated role that the actor may read. */
export async function getPerson(ctx: Context, code: string) {
	const [row] = await ctx.db
		.select()
		.from(person)
		.where(and(eq(person.code, code), visible(ctx, person)));
	if (!row)
		throw absent('Cette personne n’est pas dans l’annuaire, ou sa fiche ne vous est pas ouverte.');
	const roles = await ctx.db
		.select({
			id: role.id,
			function: role.function,
			title: role.title,
			field: role.field,
			from: role.from,
			until: role.until,
			organisation: { code: organisation.code, name: organisation.name }
		})
		.from(role)
		.innerJoin(
			organisation,
			and(eq(organisation.id, role.organisationId), nameable(ctx, organisation))
		)
		.where(and(eq(role.personId, row.id), visible(ctx, role), visible(ctx, organisation)))
		.orderBy(asc(organisation.name), role.id);
	return { ...row, name: personName(row), roles };
}

/** People of the directory whom the actor may read, by name, a page at a time, with the functions that they hold that day. */
export async function listPeople(
	ctx: Context,
	page: { offset: number; limit: number; day: string }
) {
	const found = await ctx.db
		.select({
			id: person.id,
			code: person.code,
			firstName: person.firstName,
			lastName: person.lastName
		})
		.from(person)
		.where(visible(ctx, person))
		.orderBy(asc(person.lastName), asc(person.firstName), asc(person.code))
		.offset(page.offset)
		.limit(page.limit + 1);
	const shown = found.slice(0, page.limit);
	const ids = shown.map((row) => row.id);
	const functions =
		ids.length === 0
			? []
			: await ctx.db
					.select({
						personId: role.personId,
						id: role.id,
						function: role.function,
						title: role.title,
						from: role.from,
						until: role.until,
						organisationCode: organisation.code,
						organisation: organisation.name
					})
					.from(role)
					.innerJoin(
						organisation,
						and(eq(organisation.id, role.organisationId), nameable(ctx, organisation))
					)
					.where(and(inArray(role.personId, ids), visible(ctx, role)))
					.orderBy(asc(organisation.name), role.id);
	return {
		rows: shown.map((row) => ({
			name: personName(row) || row.code,
			path: personPath(row.code),
			functions: functions.filter((line) => line.personId === row.id && isOpenOn(line, page.day))
		})),
		more: found.length > page.limit
	};
}

/** Other organisations of the directory, by name, a page at a time. */
export async function listPartners(
	ctx: Context,
	page: { offset: number; limit: number; day: string }
) {
	const rows = await ctx.db
		.select({
			id: organisation.id,
			code: organisation.code,
			name: organisation.name,
			nature: organisation.nature,
			fullName: organisation.fullName
		})
		.from(organisation)
		.where(and(visible(ctx, organisation), sql`not ${isMemberOn(ctx, page.day)}`))
		.orderBy(asc(organisation.name), organisation.id)
		.offset(page.offset)
		.limit(page.limit + 1);
	return {
		rows: rows.slice(0, page.limit).map((row) => ({ ...row, path: organisationPath(row.code) })),
		more: rows.length > page.limit
	};
}
