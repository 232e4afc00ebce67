import { aliasedTable, and, asc, eq, gte, isNotNull, lte, sql, type SQL } from 'drizzle-orm';
import type { MetricScope } from '#core/metrics.ts';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { counting, relation, type Relation } from '#core/server/relation.ts';
import { mayTouchYear } from '#core/server/spans.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { sharedPostPath, supportPath, surveyPath } from '../paths.ts';
import { frequencyText } from '../rules.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

/** Supports of a year, that the actor may read. */
function supports(ctx: Context, scope: MetricScope): Relation {
	return relation({
		kind: 'support',
		id: support.id,
		audience: support.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: support.id,
					code: support.code,
					title: support.title,
					signedOn: support.signedOn,
					audience: support.audience
				})
				.from(support)
				.where(and(isFollowedIn(scope.year), nameable(ctx, support), narrower))
				.$dynamic(),
		order: [asc(support.title), support.id],
		tell: ({ code, title, signedOn }) => ({
			label: title,
			...(signedOn ? { detail: `signé en ${formatPartialDate(signedOn)}` } : {}),
			path: supportPath(code)
		})
	});
}

/** Signed or begun at the end of the year at the latest, and not over before it. */
function isFollowedIn(year: number): SQL {
	const from = sql`coalesce(${support.from}, ${support.signedOn})`;
	return mayTouchYear({ from, until: support.until }, year);
}

/** Structures that a shared post of the year serves, each once, as their last line tells them. */
function served(ctx: Context, { year }: MetricScope): Relation {
	const one = aliasedTable(sharedPostHost, 'one');
	const last = sql`(select ${one.id} from ${sharedPostHost} one
		join ${sharedPost} on ${sharedPost.id} = ${one.postId} and ${nameable(ctx, sharedPost)} and ${mayTouchYear(sharedPost, year)}
		where ${one.organisationId} = ${organisation.id} and ${nameable(ctx, one)}
		order by ${sharedPost.code} desc, ${one.id} desc limit 1)`;
	return relation({
		kind: 'organisation',
		id: organisation.id,
		audience: organisation.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: organisation.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience,
					hostId: sharedPostHost.id,
					label: sharedPostHost.label,
					frequencyMin: sharedPostHost.frequencyMin,
					frequencyMax: sharedPostHost.frequencyMax,
					period: sharedPostHost.period,
					frequencyWords: sharedPostHost.frequencyWords
				})
				.from(sharedPostHost)
				.innerJoin(organisation, eq(organisation.id, sharedPostHost.organisationId))
				.where(and(eq(sharedPostHost.id, last), nameable(ctx, organisation), narrower))
				.$dynamic(),
		order: [asc(organisation.name), organisation.id],
		tell: ({ code, name, label, ...frequency }) => ({
			label: label ?? name,
			detail: frequencyText(frequency) ?? 'fréquence non renseignée',
			path: organisationPath(code)
		})
	});
}

/** Structures that follow a support of the year, each once, with the last of them. */
function supported(ctx: Context, { year }: MetricScope): Relation {
	const one = aliasedTable(supportParticipant, 'one');
	const last = sql`(select ${one.id} from ${supportParticipant} one
		join ${support} on ${support.id} = ${one.supportId} and ${nameable(ctx, support)} and ${isFollowedIn(year)}
		where ${one.organisationId} = ${organisation.id} and ${nameable(ctx, one)}
		order by ${support.code} desc, ${one.id} desc limit 1)`;
	return relation({
		kind: 'organisation',
		id: organisation.id,
		audience: organisation.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: organisation.id,
					code: organisation.code,
					name: organisation.name,
					audience: organisation.audience,
					supportId: support.id,
					title: support.title
				})
				.from(supportParticipant)
				.innerJoin(support, eq(support.id, supportParticipant.supportId))
				.innerJoin(organisation, eq(organisation.id, supportParticipant.organisationId))
				.where(and(eq(supportParticipant.id, last), nameable(ctx, organisation), narrower))
				.$dynamic(),
		order: [asc(organisation.name), organisation.id],
		tell: ({ code, name, title }) => ({
			label: name,
			detail: title,
			path: organisationPath(code)
		})
	});
}

/** Surveys dated of a year. */
function surveys(ctx: Context, { year }: MetricScope): Relation {
	return relation({
		kind: 'survey',
		id: survey.id,
		audience: survey.audience,
		select: (narrower) =>
			ctx.db
				.select({
					id: survey.id,
					code: survey.code,
					title: survey.title,
					audience: survey.audience
				})
				.from(survey)
				.where(
					and(
						gte(survey.dateLast, `${String(year)}-01-01`),
						lte(survey.dateLast, `${String(year)}-12-31`),
						nameable(ctx, survey),
						narrower
					)
				)
				.$dynamic(),
		order: [asc(survey.dateLast), survey.id],
		tell: ({ code, title }) => ({ label: title, path: surveyPath(code) })
	});
}

export const metrics: Metric[] = [
	counting(
		{
			id: 'pooling.structures',
			label: 'Structures servies par un poste mutualisé',
			unit: 'structures',
			rule: 'Structures qui ont fait appel à un poste mutualisé en cours dans l’année, chacune comptée une fois ; l’employeur ne compte pas s’il n’est pas dans la liste.'
		},
		served
	),
	counting(
		{
			id: 'pooling.supports',
			label: 'Accompagnements collectifs',
			unit: 'accompagnements',
			rule: 'Accompagnements signés ou commencés au plus tard le 31 décembre et qui n’étaient pas finis avant le 1er janvier de l’année.'
		},
		supports
	),
	counting(
		{
			id: 'pooling.supportParticipants',
			label: 'Structures accompagnées',
			unit: 'structures',
			rule: 'Structures qui ont suivi au moins un accompagnement de l’année, chacune comptée une fois même si elle en suit plusieurs.'
		},
		supported
	),
	counting(
		{
			id: 'pooling.surveys',
			label: 'Enquêtes lancées',
			unit: 'enquêtes',
			rule: 'Enquêtes auprès des membres datées de l’année, restituées ou non.'
		},
		surveys
	)
];

/** Id of the metric of one declared output. */
export function outputMetricId(postCode: string, rank: number): string {
	return `pooling.output-${postCode}-${String(rank)}`;
}

/** One declared figure per kind of work whose quantity was written down. */
export async function outputMetrics(ctx: Context): Promise<Metric[]> {
	const rows = await ctx.db
		.select({ output: sharedPostOutput, post: sharedPost })
		.from(sharedPostOutput)
		.innerJoin(sharedPost, eq(sharedPost.id, sharedPostOutput.postId))
		.where(isNotNull(sharedPostOutput.quantity))
		.orderBy(asc(sharedPost.code), asc(sharedPostOutput.rank), sharedPostOutput.id);
	return rows.map(({ output, post }) => ({
		id: outputMetricId(post.code, output.rank),
		label: output.title,
		keptTo: [post.audience, output.audience],
		unit: '',
		rule: `Quantité déclarée pour le poste « ${post.title} », telle que le document l’écrit${output.quantityWords ? ` (« ${output.quantityWords} »)` : ''} ; aucune ligne ne la prouve.`,
		compute: async () => ({
			...(output.quantity ?? { value: null }),
			source: output.source ?? 'déclaré'
		}),
		rows: () => [
			{
				kind: 'sharedPost',
				id: post.id,
				label: post.title,
				path: sharedPostPath(post.code),
				audience: post.audience
			}
		]
	}));
}
