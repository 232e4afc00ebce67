import { and, eq, isNull } from 'drizzle-orm';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { plainText } from '#core/words.ts';
import { listMemberIds, membership, organisation } from '#modules/network/index.ts';
import { sharedPostPath, supportPath, surveyPath } from '../paths.ts';
import { joinedAfter, namesIn } from '../rules.ts';
import { listSurveys } from './queries.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

/** Surveys whose results were not told back: those who answered wait for them. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const surveys = await listSurveys(ctx);
	return surveys
		.filter((one) => one.feedback !== 'given')
		.slice(0, 20)
		.map((one) => ({
			title: one.title,
			because:
				'Les membres attendent les résultats de cette enquête : restituez-les, puis notez-le dans enquetes.csv.',
			path: one.path,
			...(one.date ? { date: one.date } : {})
		}));
}

export const doubts: Doubt[] = [
	{
		id: 'pooling.served-not-member',
		title: 'Une structure servie par un poste mutualisé n’est pas membre',
		find: async (ctx) => {
			const members = await listMemberIds(ctx, `${String(ctx.collective.settings.year)}-12-31`);
			const rows = await ctx.db
				.select({
					host: sharedPostHost,
					post: sharedPost,
					code: organisation.code,
					name: organisation.name
				})
				.from(sharedPostHost)
				.innerJoin(sharedPost, eq(sharedPost.id, sharedPostHost.postId))
				.innerJoin(organisation, eq(organisation.id, sharedPostHost.organisationId))
				.where(
					and(visible(ctx, sharedPostHost), visible(ctx, sharedPost), visible(ctx, organisation))
				);
			return rows
				.filter((row) => !members.includes(row.host.organisationId))
				.map(({ host, post, name }) => ({
					finding: `${name}${host.label && host.label !== name ? ` (écrit « ${host.label} »)` : ''} reçoit le poste « ${post.title} » sans être membre.`,
					settle:
						'Dites quelle structure juridique a reçu le poste (postes-structures.csv), ou ajoutez son adhésion (adhesions.csv).',
					path: sharedPostPath(post.code),
					...(host.source ? { source: host.source } : {})
				}));
		}
	},
	{
		id: 'pooling.two-bodies',
		title: 'Une ligne de poste mutualisé nomme deux structures',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					host: sharedPostHost,
					post: sharedPost,
					code: organisation.code,
					name: organisation.name
				})
				.from(sharedPostHost)
				.innerJoin(sharedPost, eq(sharedPost.id, sharedPostHost.postId))
				.innerJoin(organisation, eq(organisation.id, sharedPostHost.organisationId))
				.where(
					and(visible(ctx, sharedPostHost), visible(ctx, sharedPost), visible(ctx, organisation))
				);
			return rows
				.filter(({ host, name }) => host.label !== name && namesIn(host.label ?? '').length > 1)
				.map(({ host, post, name }) => ({
					finding: `« ${host.label ?? ''} » nomme ${String(namesIn(host.label ?? '').length)} structures ; le poste « ${post.title} » la compte une fois, pour ${name}.`,
					settle:
						'Dites laquelle a reçu le poste, ou donnez à chacune sa ligne dans postes-structures.csv.',
					path: sharedPostPath(post.code),
					...(host.source ? { source: host.source } : {})
				}));
		}
	},
	{
		id: 'pooling.joined-after-signature',
		title: 'Une structure suit un accompagnement signé avant son adhésion',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ support, organisation, membershipId: membership.id, joined: membership.from })
				.from(supportParticipant)
				.innerJoin(support, eq(support.id, supportParticipant.supportId))
				.innerJoin(organisation, eq(organisation.id, supportParticipant.organisationId))
				.innerJoin(membership, eq(membership.organisationId, organisation.id))
				.where(
					and(
						visible(ctx, supportParticipant),
						visible(ctx, support),
						visible(ctx, organisation),
						visible(ctx, membership)
					)
				);
			return rows
				.filter((row) => joinedAfter(row.joined, row.support.signedOn))
				.map((row) => ({
					finding: `${row.organisation.name} a adhéré en ${row.joined ? formatPartialDate(row.joined) : ''}, après la signature de « ${row.support.title} » (${row.support.signedOn ? formatPartialDate(row.support.signedOn) : ''}).`,
					settle:
						'Vérifiez la date d’adhésion (adhesions.csv) et la date d’entrée dans l’accompagnement (accompagnements-participants.csv).',
					path: supportPath(row.support.code)
				}));
		}
	},
	{
		id: 'pooling.survey-not-restituted',
		title: 'Les résultats d’une enquête manquent',
		find: async (ctx) => {
			const rows = await ctx.db
				.select()
				.from(survey)
				.where(and(isNull(survey.result), visible(ctx, survey)));
			return rows.map((row) => ({
				finding: `« ${row.title} »${row.date ? ` (${formatPartialDate(row.date)})` : ''} : aucun résultat n’est enregistré.`,
				settle:
					'Retrouvez les réponses et remplissez la colonne resultat de enquetes.csv, puis la restitution.',
				path: surveyPath(row.code),
				...(row.source ? { source: row.source } : {})
			}));
		}
	},
	{
		id: 'pooling.lost-values',
		title: 'La quantité d’une réalisation est perdue',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ output: sharedPostOutput, post: sharedPost })
				.from(sharedPostOutput)
				.innerJoin(sharedPost, eq(sharedPost.id, sharedPostOutput.postId))
				.where(
					and(
						isNull(sharedPostOutput.quantity),
						visible(ctx, sharedPostOutput),
						visible(ctx, sharedPost)
					)
				);
			return rows.map(({ output, post }) => ({
				finding: `« ${output.title} » : quantité perdue.`,
				settle:
					'Retrouvez le graphique d’origine ou le bilan du poste, puis remplissez quantite dans postes-realisations.csv.',
				path: sharedPostPath(post.code),
				...(output.source ? { source: output.source } : {})
			}));
		}
	},
	{
		id: 'pooling.made-not-printed',
		title: 'Des supports imprimables sont comptés, rien ne dit combien ont été imprimés',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ output: sharedPostOutput, post: sharedPost })
				.from(sharedPostOutput)
				.innerJoin(sharedPost, eq(sharedPost.id, sharedPostOutput.postId))
				.where(and(visible(ctx, sharedPostOutput), visible(ctx, sharedPost)));
			return rows.flatMap(({ output, post }) =>
				output.quantity && plainText(output.title).includes('imprimable')
					? [
							{
								finding: `« ${output.title} » : ${formatQuantity(output.quantity)} créés ; le nombre imprimé n’est pas dit.`,
								settle:
									'Ajoutez une ligne « imprimés » à postes-realisations.csv, ou gardez le mot « créés » partout où le chiffre est repris.',
								path: sharedPostPath(post.code),
								...(output.source ? { source: output.source } : {})
							}
						]
					: []
			);
		}
	}
];
