import { asc, eq, gte, inArray, isNotNull, lte, and } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Metric } from '#core/server/contract.ts';
import { nameable } from '#core/server/permissions.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { sharedPostPath, supportPath, surveyPath } from '../paths.ts';
import { frequencyText, tookPlaceIn } from '../rules.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

async function supportsOf(ctx: Context, year: number) {
	const rows = await ctx.db
		.select()
		.from(support)
		.where(nameable(ctx, support))
		.orderBy(asc(support.title), support.id);
	return rows.filter((row) => tookPlaceIn(row, year));
}

/** Members of the list with the same organisation once, whatever the number of their rows. */
function distinct<T extends { id: string }>(rows: T[]): T[] {
	return [...new Map(rows.map((row) => [row.id, row])).values()];
}

async function servedIn(ctx: Context, year: number) {
	const rows = await ctx.db
		.select({ host: sharedPostHost, post: sharedPost, organisation })
		.from(sharedPostHost)
		.innerJoin(sharedPost, eq(sharedPost.id, sharedPostHost.postId))
		.innerJoin(organisation, eq(organisation.id, sharedPostHost.organisationId))
		.where(
			and(nameable(ctx, sharedPostHost), nameable(ctx, sharedPost), nameable(ctx, organisation))
		)
		.orderBy(asc(organisation.name), asc(sharedPost.code), sharedPostHost.id);
	return distinct(
		rows
			.filter((row) => tookPlaceIn(row.post, year))
			.map((row) => ({
				kind: 'organisation',
				id: row.organisation.id,
				label: row.host.label ?? row.organisation.name,
				detail: frequencyText(row.host) ?? 'fréquence non renseignée',
				path: organisationPath(row.organisation.code),
				audience: row.organisation.audience
			}))
	);
}

async function participantsIn(ctx: Context, year: number) {
	const supports = await supportsOf(ctx, year);
	if (supports.length === 0) return [];
	const rows = await ctx.db
		.select({ organisation, id: support.id, title: support.title })
		.from(supportParticipant)
		.innerJoin(support, eq(support.id, supportParticipant.supportId))
		.innerJoin(organisation, eq(organisation.id, supportParticipant.organisationId))
		.where(
			and(
				inArray(
					support.id,
					supports.map((one) => one.id)
				),
				nameable(ctx, supportParticipant),
				nameable(ctx, organisation)
			)
		)
		.orderBy(asc(organisation.name), asc(support.code), supportParticipant.id);
	return distinct(
		rows.map((row) => ({
			kind: 'organisation',
			id: row.organisation.id,
			label: row.organisation.name,
			detail: row.title,
			path: organisationPath(row.organisation.code),
			audience: row.organisation.audience
		}))
	);
}

export const metrics: Metric[] = [
	{
		id: 'pooling.structures',
		label: 'Structures servies par un poste mutualisé',
		unit: 'structures',
		rule: 'Structures qui ont fait appel à un poste mutualisé en cours dans l’année, chacune comptée une fois ; l’employeur ne compte pas s’il n’est pas dans la liste.',
		compute: async (ctx, { year }) => {
			const rows = await servedIn(ctx, year);
			return { value: rows.length, rows };
		}
	},
	{
		id: 'pooling.supports',
		label: 'Accompagnements collectifs',
		unit: 'accompagnements',
		rule: 'Accompagnements signés ou commencés au plus tard le 31 décembre et qui n’étaient pas finis avant le 1er janvier de l’année.',
		compute: async (ctx, { year }) => {
			const supports = await supportsOf(ctx, year);
			return {
				value: supports.length,
				rows: supports.map((row) => ({
					kind: 'support',
					id: row.id,
					label: row.title,
					...(row.signedOn ? { detail: `signé en ${formatPartialDate(row.signedOn)}` } : {}),
					path: supportPath(row.code),
					audience: row.audience
				}))
			};
		}
	},
	{
		id: 'pooling.supportParticipants',
		label: 'Structures accompagnées',
		unit: 'structures',
		rule: 'Structures qui ont suivi au moins un accompagnement de l’année, chacune comptée une fois même si elle en suit plusieurs.',
		compute: async (ctx, { year }) => {
			const rows = await participantsIn(ctx, year);
			return { value: rows.length, rows };
		}
	},
	{
		id: 'pooling.surveys',
		label: 'Enquêtes lancées',
		unit: 'enquêtes',
		rule: 'Enquêtes auprès des membres datées de l’année, restituées ou non.',
		compute: async (ctx, { year }) => {
			const rows = await ctx.db
				.select()
				.from(survey)
				.where(
					and(
						gte(survey.dateLast, `${String(year)}-01-01`),
						lte(survey.dateLast, `${String(year)}-12-31`),
						nameable(ctx, survey)
					)
				)
				.orderBy(asc(survey.dateLast), survey.id);
			return {
				value: rows.length,
				rows: rows.map((row) => ({
					kind: 'survey',
					id: row.id,
					label: row.title,
					path: surveyPath(row.code),
					audience: row.audience
				}))
			};
		}
	}
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
			rows: [
				{
					kind: 'sharedPost',
					id: post.id,
					label: post.title,
					path: sharedPostPath(post.code),
					audience: post.audience
				}
			],
			source: output.source ?? 'déclaré'
		})
	}));
}
