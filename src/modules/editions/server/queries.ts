import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { organisation, organisationPath, person, personName } from '#modules/network/index.ts';
import { project, projectPath } from '#modules/projects/index.ts';
import {
	commitment,
	edition,
	editionText,
	milestone,
	milestoneOrganisation,
	openPoint,
	quotation
} from './tables.ts';

const where = {
	code: group.code,
	number: group.number,
	name: group.name,
	type: group.type,
	circle: group.circle
};

/** Years that have an edition, and the day at which their data are cut off: figures are read at the same day by all readers. */
export async function listEditions(ctx: Context): Promise<{ year: number; cutOffOn: string }[]> {
	return ctx.db.select({ year: edition.year, cutOffOn: edition.cutOffOn }).from(edition).limit(200);
}

/** Texts of the edition of a year, by chapter and rank. */
export async function listTexts(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({
			text: editionText,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			group: where
		})
		.from(editionText)
		.innerJoin(edition, eq(edition.id, editionText.editionId))
		.leftJoin(person, and(eq(person.id, editionText.authorId), nameable(ctx, person)))
		.leftJoin(group, and(eq(group.id, editionText.groupId), nameable(ctx, group)))
		.where(and(eq(edition.year, year), visible(ctx, editionText)))
		.orderBy(asc(editionText.chapter), asc(editionText.rank), asc(editionText.code))
		.limit(500);
	return rows.map((row) => ({
		...row.text,
		author: personName({ firstName: row.firstName, lastName: row.lastName }),
		group: row.group
	}));
}

/** Quotations of the edition of a year, by chapter and rank. */
export async function listQuotations(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({
			quotation,
			personCode: person.code,
			firstName: person.firstName,
			lastName: person.lastName,
			organisationCode: organisation.code,
			organisation: organisation.name,
			group: where
		})
		.from(quotation)
		.innerJoin(edition, eq(edition.id, quotation.editionId))
		.leftJoin(person, and(eq(person.id, quotation.personId), nameable(ctx, person)))
		.leftJoin(
			organisation,
			and(eq(organisation.id, quotation.organisationId), nameable(ctx, organisation))
		)
		.leftJoin(group, and(eq(group.id, quotation.groupId), nameable(ctx, group)))
		.where(and(eq(edition.year, year), visible(ctx, quotation)))
		.orderBy(asc(quotation.chapter), asc(quotation.rank), asc(quotation.code))
		.limit(500);
	return rows.map((row) => ({
		...row.quotation,
		author: [personName({ firstName: row.firstName, lastName: row.lastName }), row.organisation]
			.filter(Boolean)
			.join(', '),
		group: row.group
	}));
}

/** Milestones of the collective in date order, with the organisations they name. */
export async function listMilestones(ctx: Context) {
	const rows = await ctx.db
		.select()
		.from(milestone)
		.where(visible(ctx, milestone))
		.orderBy(asc(milestone.onLast), asc(milestone.position), milestone.id)
		.limit(300);
	const named = await ctx.db
		.select({
			milestoneId: milestoneOrganisation.milestoneId,
			name: organisation.name,
			code: organisation.code
		})
		.from(milestoneOrganisation)
		.innerJoin(
			organisation,
			and(eq(organisation.id, milestoneOrganisation.organisationId), nameable(ctx, organisation))
		)
		.orderBy(asc(organisation.name), organisation.code);
	return rows.map((row) => ({
		...row,
		organisations: named
			.filter((one) => one.milestoneId === row.id)
			.map((one) => ({ name: one.name, path: organisationPath(one.code) }))
	}));
}

/** Commitments for what comes, in their order, with their group and project. */
export async function listCommitments(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({
			commitment,
			groupCode: group.code,
			groupNumber: group.number,
			groupName: group.name,
			projectCode: project.code,
			projectName: project.name
		})
		.from(commitment)
		.innerJoin(edition, eq(edition.id, commitment.editionId))
		.leftJoin(group, and(eq(group.id, commitment.groupId), nameable(ctx, group)))
		.leftJoin(project, and(eq(project.id, commitment.projectId), nameable(ctx, project)))
		.where(and(eq(edition.year, year), visible(ctx, commitment)))
		.orderBy(asc(commitment.rank), asc(commitment.code))
		.limit(300);
	return rows.map((row) => ({
		...row.commitment,
		group: row.groupCode
			? {
					title: groupTitle({ number: row.groupNumber, name: row.groupName ?? '' }),
					path: groupPath(row.groupCode)
				}
			: null,
		project: row.projectCode
			? { name: row.projectName ?? '', path: projectPath(row.projectCode) }
			: null
	}));
}

/** Open points, by nature. */
export async function listOpenPoints(ctx: Context) {
	return ctx.db
		.select()
		.from(openPoint)
		.orderBy(sql`${openPoint.nature}`, asc(openPoint.code))
		.limit(500);
}
