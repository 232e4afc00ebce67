import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { absent } from '#core/errors.ts';
import type { Context } from '#core/server/context.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { group, groupPath, groupTitle } from '#modules/groups/index.ts';
import { meeting, meetingPath } from '#modules/meetings/index.ts';
import {
	organisation,
	organisationPath,
	person,
	personName,
	personPath
} from '#modules/network/index.ts';
import { project, projectPath } from '#modules/projects/index.ts';
import { sharedPostPath, supportPath, surveyPath } from '../paths.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

const LIMIT = 100;

/** Shared posts that the actor may read, latest first, with who holds and who employs. */
export async function listPosts(ctx: Context) {
	const rows = await ctx.db
		.select({ post: sharedPost, person, employer: organisation })
		.from(sharedPost)
		.leftJoin(person, and(eq(person.id, sharedPost.personId), nameable(ctx, person)))
		.leftJoin(
			organisation,
			and(eq(organisation.id, sharedPost.employerId), nameable(ctx, organisation))
		)
		.where(visible(ctx, sharedPost))
		.orderBy(sql`${sharedPost.until} desc nulls first`, asc(sharedPost.title), sharedPost.id)
		.limit(LIMIT);
	return rows.map((row) => ({
		...row.post,
		path: sharedPostPath(row.post.code),
		person: row.person ? { name: personName(row.person), path: personPath(row.person.code) } : null,
		employer: row.employer
			? { name: row.employer.name, path: organisationPath(row.employer.code) }
			: null
	}));
}
export type PostLine = Awaited<ReturnType<typeof listPosts>>[number];

/** Structures served by these posts, in printed order. */
export async function listHosts(ctx: Context, postIds: string[]) {
	if (postIds.length === 0) return [];
	const rows = await ctx.db
		.select({ host: sharedPostHost, code: organisation.code, name: organisation.name })
		.from(sharedPostHost)
		.innerJoin(
			organisation,
			and(eq(organisation.id, sharedPostHost.organisationId), nameable(ctx, organisation))
		)
		.where(and(inArray(sharedPostHost.postId, postIds), visible(ctx, sharedPostHost)))
		.orderBy(sql`${sharedPostHost.position} nulls last`, asc(organisation.name), sharedPostHost.id);
	return rows.map((row) => ({
		...row.host,
		name: row.name,
		printed: row.host.label ?? row.name,
		path: organisationPath(row.code)
	}));
}
export type HostLine = Awaited<ReturnType<typeof listHosts>>[number];

/** Kinds of work done by these posts, in printed order. */
export async function listOutputs(ctx: Context, postIds: string[]) {
	if (postIds.length === 0) return [];
	return ctx.db
		.select()
		.from(sharedPostOutput)
		.where(and(inArray(sharedPostOutput.postId, postIds), visible(ctx, sharedPostOutput)))
		.orderBy(asc(sharedPostOutput.rank), asc(sharedPostOutput.title), sharedPostOutput.id);
}
export type OutputLine = Awaited<ReturnType<typeof listOutputs>>[number];

/** One shared post by its code. Refuses (404) when it is absent or not for the actor. */
export async function getPost(ctx: Context, code: string) {
	const post = (await listPosts(ctx)).find((one) => one.code === code);
	if (!post) throw absent('Ce poste mutualisé n’existe pas, ou sa fiche ne vous est pas ouverte.');
	return {
		...post,
		hosts: await listHosts(ctx, [post.id]),
		outputs: await listOutputs(ctx, [post.id])
	};
}

/** Supports that the actor may read, latest first, with their provider, group and project. */
export async function listSupports(ctx: Context) {
	const rows = await ctx.db
		.select({
			support,
			provider: { code: organisation.code, name: organisation.name },
			group: { code: group.code, number: group.number, name: group.name },
			project: {
				code: project.code,
				name: project.name,
				groupId: project.groupId
			}
		})
		.from(support)
		.leftJoin(
			organisation,
			and(eq(organisation.id, support.providerId), nameable(ctx, organisation))
		)
		.leftJoin(group, and(eq(group.id, support.groupId), nameable(ctx, group)))
		.leftJoin(project, and(eq(project.id, support.projectId), nameable(ctx, project)))
		.where(visible(ctx, support))
		.orderBy(sql`coalesce(${support.from}, ${support.signedOn}) desc nulls last`, asc(support.code))
		.limit(LIMIT);
	return rows.map((row) => ({
		...row.support,
		path: supportPath(row.support.code),
		provider: row.provider
			? { name: row.provider.name, path: organisationPath(row.provider.code) }
			: null,
		group: row.group ? { name: groupTitle(row.group), path: groupPath(row.group.code) } : null,
		project: row.project ? { ...row.project, path: projectPath(row.project.code) } : null
	}));
}
export type SupportLine = Awaited<ReturnType<typeof listSupports>>[number];

/** Structures that follow these supports, by name. */
export async function listParticipants(ctx: Context, supportIds: string[]) {
	if (supportIds.length === 0) return [];
	const rows = await ctx.db
		.select({
			id: supportParticipant.id,
			supportId: supportParticipant.supportId,
			share: supportParticipant.share,
			organisationId: organisation.id,
			code: organisation.code,
			name: organisation.name
		})
		.from(supportParticipant)
		.innerJoin(
			organisation,
			and(eq(organisation.id, supportParticipant.organisationId), nameable(ctx, organisation))
		)
		.where(and(inArray(supportParticipant.supportId, supportIds), visible(ctx, supportParticipant)))
		.orderBy(asc(organisation.name), supportParticipant.id);
	return rows.map((row) => ({ ...row, path: organisationPath(row.code) }));
}
export type ParticipantLine = Awaited<ReturnType<typeof listParticipants>>[number];

/** One support by its code. Refuses (404) when it is absent or not for the actor. */
export async function getSupport(ctx: Context, code: string) {
	const found = (await listSupports(ctx)).find((one) => one.code === code);
	if (!found) throw absent('Cet accompagnement n’existe pas, ou sa fiche ne vous est pas ouverte.');
	return { ...found, participants: await listParticipants(ctx, [found.id]) };
}

/** Surveys that the actor may read, latest first, with the meeting that launched them. */
export async function listSurveys(ctx: Context) {
	const rows = await ctx.db
		.select({
			survey,
			group: { code: group.code, number: group.number, name: group.name },
			meeting: { code: meeting.code, title: meeting.title, date: meeting.on }
		})
		.from(survey)
		.leftJoin(group, and(eq(group.id, survey.groupId), nameable(ctx, group)))
		.leftJoin(meeting, and(eq(meeting.id, survey.meetingId), nameable(ctx, meeting)))
		.where(visible(ctx, survey))
		.orderBy(desc(survey.dateLast), asc(survey.code))
		.limit(LIMIT);
	return rows.map((row) => ({
		...row.survey,
		path: surveyPath(row.survey.code),
		group: row.group ? { name: groupTitle(row.group), path: groupPath(row.group.code) } : null,
		meeting: row.meeting ? { ...row.meeting, path: meetingPath(row.meeting.code) } : null
	}));
}
export type SurveyLine = Awaited<ReturnType<typeof listSurveys>>[number];
