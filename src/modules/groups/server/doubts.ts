import type { Context } from '#core/server/context.ts';
import type { Doubt } from '#core/server/contract.ts';
import { enumerated } from '#core/words.ts';
import { listMemberIds, listOrganisationNames } from '#modules/network/index.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { listGroups, listParticipants, type Group, type ParticipantLine } from './queries.ts';

interface Told {
	group: Group;
	participants: ParticipantLine[];
}

/** Groups of the year with the people in them. */
async function told(ctx: Context, fits: (one: Group) => boolean): Promise<Told[]> {
	const { year } = ctx.collective.settings;
	const groups = (await listGroups(ctx, year)).filter(fits);
	const participants = await listParticipants(
		ctx,
		groups.map((one) => one.id),
		year
	);
	return groups.map((group) => ({
		group,
		participants: participants.filter((line) => line.groupId === group.id)
	}));
}

const leads = (line: ParticipantLine) => line.role === 'pilot' || line.role === 'coPilot';
/** Roles that belong to members: a guest or a partner comes from anywhere. */
const SITTING: readonly ParticipantLine['role'][] = ['pilot', 'coPilot', 'administrator', 'member'];

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
					finding: `${number} est porté par ${enumerated(own.map((one) => `« ${one.name} »`))}.`,
					settle:
						'Décidez en comité du numéro de chacun, puis corrigez numero dans groupes.csv ; le code, lui, ne change pas.',
					path: groupPath(own[0]?.code ?? ''),
					...(own[0]?.source ? { source: own[0].source } : {})
				}));
		}
	},
	{
		id: 'groups.no-pilot',
		title: 'Un groupe n’a pas de pilote',
		find: async (ctx) => {
			const all = await told(ctx, (one) => ['workingGroup', 'commission'].includes(one.type));
			return all
				.filter(({ participants }) => !participants.some(leads))
				.map(({ group }) => ({
					finding: `${groupTitle(group)} : pilotage à pourvoir, ou non renseigné.`,
					settle: 'Ajoutez le pilote et le co-pilote dans groupes-participants.csv.',
					path: groupPath(group.code)
				}));
		}
	},
	{
		id: 'groups.not-a-member',
		title: 'Une structure active dans une commission n’est pas membre',
		find: async (ctx) => {
			const { year, name } = ctx.collective.settings;
			const members = new Set(await listMemberIds(ctx, `${String(year)}-12-31`));
			const all = await told(ctx, (one) => one.circle === 'association');
			const sitting = all.flatMap(({ group, participants }) =>
				participants.flatMap((line) =>
					line.organisation && SITTING.includes(line.role) && !members.has(line.organisation.id)
						? [{ group, organisation: line.organisation }]
						: []
				)
			);
			const codes = await listOrganisationNames(
				ctx,
				sitting.map((one) => one.organisation.id)
			);
			return sitting
				.filter((one) => codes.get(one.organisation.id)?.code !== ctx.collective.code)
				.map(({ group, organisation }) => ({
					finding: `${organisation.name} siège dans « ${group.name} » sans être membre de ${name}.`,
					settle:
						'Si elle a adhéré, ajoutez son adhésion (adhesions.csv) ; sinon notez-la « invite » ou « partenaire » dans groupes-participants.csv.',
					path: organisation.path
				}));
		}
	},
	{
		id: 'groups.open-list',
		title: 'Une liste de participants est ouverte',
		find: async (ctx) => {
			const all = await told(ctx, () => true);
			return all
				.filter(({ participants }) => participants.some((line) => line.openList))
				.map(({ group }) => ({
					finding: `${groupTitle(group)} : le document finit sa liste par « … ».`,
					settle: 'Demandez au pilote la liste complète et complétez groupes-participants.csv.',
					path: groupPath(group.code)
				}));
		}
	},
	{
		id: 'groups.nobody',
		title: 'Un groupe n’a aucun participant nommé',
		find: async (ctx) => {
			const all = await told(
				ctx,
				(one) => !['assembly', 'seminar'].includes(one.type) && !one.composition
			);
			return all
				.filter(({ participants }) => participants.length === 0)
				.map(({ group }) => ({
					finding: `${groupTitle(group)} : aucun participant nommé.`,
					settle: 'Ajoutez les participants dans groupes-participants.csv.',
					path: groupPath(group.code)
				}));
		}
	}
];
