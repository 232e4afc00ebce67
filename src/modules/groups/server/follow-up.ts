import { and, eq, isNotNull, lt, notInArray } from 'drizzle-orm';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { listMemberIds } from '#modules/network/index.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { listGroups, listParticipants } from './queries.ts';
import { attentionPoint, group, roadMapItem } from './tables.ts';

/** Road-map items past their day and attention points still open. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const late = await ctx.db
		.select({
			title: roadMapItem.title,
			due: roadMapItem.due,
			code: group.code,
			number: group.number,
			name: group.name
		})
		.from(roadMapItem)
		.innerJoin(group, eq(group.id, roadMapItem.groupId))
		.where(
			and(
				isNotNull(roadMapItem.due),
				lt(roadMapItem.dueLast, ctx.today),
				notInArray(roadMapItem.state, ['done', 'dropped'])
			)
		)
		.limit(20);
	const open = await ctx.db
		.select({
			title: attentionPoint.title,
			since: attentionPoint.since,
			code: group.code,
			number: group.number,
			name: group.name
		})
		.from(attentionPoint)
		.innerJoin(group, eq(group.id, attentionPoint.groupId))
		.where(eq(attentionPoint.state, 'open'))
		.limit(20);
	return [
		...late.map((row) => ({
			title: `${groupTitle(row)} : ${row.title}`,
			because: 'point de feuille de route en retard',
			path: groupPath(row.code),
			...(row.due ? { date: row.due } : {})
		})),
		...open.map((row) => ({
			title: `${groupTitle(row)} : ${row.title}`,
			because: 'point d’attention ouvert',
			path: groupPath(row.code),
			...(row.since ? { date: row.since } : {})
		}))
	];
}

export const doubts: Doubt[] = [
	{
		id: 'groups.same-number',
		title: 'Deux groupes portent le même numéro',
		find: async (ctx) => {
			const groups = await listGroups(ctx, ctx.collective.settings.year);
			const byNumber = Map.groupBy(
				groups.filter((one) => one.number !== null),
				(one) => one.number ?? ''
			);
			return [...byNumber]
				.filter(([, own]) => own.length > 1)
				.map(([number, own]) => ({
					finding: `${number} est porté par ${own.map((one) => `« ${one.name} »`).join(' et ')}.`,
					settle:
						'Décidez en comité du numéro de chacun, puis corrigez numero dans groupes.csv ; le code, lui, ne change pas.',
					path: groupPath(own[0]?.code ?? '')
				}));
		}
	},
	{
		id: 'groups.no-pilot',
		title: 'Un groupe n’a pas de pilote',
		find: async (ctx) => {
			const groups = (await listGroups(ctx, ctx.collective.settings.year)).filter(
				(one) => one.type === 'workingGroup' || one.type === 'commission'
			);
			const participants = await listParticipants(
				ctx,
				groups.map((one) => one.id)
			);
			return groups
				.filter(
					(one) =>
						!participants.some(
							(line) =>
								line.groupId === one.id && (line.role === 'pilot' || line.role === 'coPilot')
						)
				)
				.map((one) => ({
					finding: `${groupTitle(one)} : pilotage à pourvoir, ou non renseigné.`,
					settle: 'Ajoutez le pilote et le co-pilote dans groupes-participants.csv.',
					path: groupPath(one.code)
				}));
		}
	},
	{
		id: 'groups.not-a-member',
		title: 'Une structure active dans une commission n’est pas membre',
		find: async (ctx) => {
			const { year } = ctx.collective.settings;
			const groups = (await listGroups(ctx, year)).filter((one) => one.circle === 'association');
			const members = new Set(await listMemberIds(ctx, `${String(year)}-12-31`));
			const participants = await listParticipants(
				ctx,
				groups.map((one) => one.id)
			);
			return participants
				.filter((line) => line.organisation && !members.has(line.organisation.id))
				.map((line) => ({
					finding: `${line.organisation?.name ?? ''} siège dans « ${groups.find((one) => one.id === line.groupId)?.name ?? ''} » sans être membre.`,
					settle:
						'Si elle a adhéré, ajoutez son adhésion (adhesions.csv) ; sinon notez-la comme invitée ou partenaire.',
					path: line.organisation?.path ?? ''
				}));
		}
	},
	{
		id: 'groups.open-list',
		title: 'Une liste de participants est ouverte',
		find: async (ctx) => {
			const groups = await listGroups(ctx, ctx.collective.settings.year);
			const participants = await listParticipants(
				ctx,
				groups.map((one) => one.id)
			);
			return groups
				.filter((one) => participants.some((line) => line.groupId === one.id && line.openList))
				.map((one) => ({
					finding: `${groupTitle(one)} : le document finit sa liste par « … ».`,
					settle: 'Demandez au pilote la liste complète et complétez groupes-participants.csv.',
					path: groupPath(one.code)
				}));
		}
	},
	{
		id: 'groups.nobody',
		title: 'Un groupe n’a aucun participant nommé',
		find: async (ctx) => {
			const groups = (await listGroups(ctx, ctx.collective.settings.year)).filter(
				(one) => one.type === 'workingGroup'
			);
			const participants = await listParticipants(
				ctx,
				groups.map((one) => one.id)
			);
			return groups
				.filter((one) => !participants.some((line) => line.groupId === one.id))
				.map((one) => ({
					finding: `${groupTitle(one)} : aucun participant nommé.`,
					settle: 'Ajoutez les participants dans groupes-participants.csv.',
					path: groupPath(one.code)
				}));
		}
	}
];
