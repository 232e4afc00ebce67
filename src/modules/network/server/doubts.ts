import { and, eq, isNotNull, isNull, or } from 'drizzle-orm';
import type { Doubt } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { organisationPath, personName, personPath } from '../paths.ts';
import { nameDistance } from '../rules.ts';
import { findErasedNames } from './erased.ts';
import { listMembers, listMembersAndHeads } from './queries.ts';
import { organisation, person, spelling, yearlySheet } from './tables.ts';

export const doubts: Doubt[] = [
	{
		id: 'network.erased-names',
		title: 'Une fiche porte le nom d’une personne effacée',
		find: findErasedNames
	},
	{
		id: 'network.spellings',
		title: 'Un même nom s’écrit de plusieurs façons',
		find: async (ctx) => {
			const rows = await ctx.db
				.select()
				.from(spelling)
				.where(or(eq(spelling.recognised, false), isNull(spelling.recognised)));
			return rows.map((row) => ({
				finding: `« ${row.text} » est écrit pour « ${row.code} »${row.where ? ` (${row.where})` : ''}.`,
				settle:
					'Dans graphies.csv, écrivez « oui » dans la colonne reconnue si c’est la même chose ; sinon créez une fiche séparée.',
				...(row.source ? { source: row.source } : {})
			}));
		}
	},
	{
		id: 'network.near-names',
		title: 'Deux personnes ont presque le même nom',
		find: async (ctx) => {
			const people = await ctx.db
				.select()
				.from(person)
				.where(and(isNotNull(person.lastName), visible(ctx, person)));
			return people.flatMap((one, index) =>
				people.slice(index + 1).flatMap((other) => {
					const distance = nameDistance(personName(one), personName(other));
					return distance > 0 && distance <= 2
						? [
								{
									finding: `« ${personName(one)} » et « ${personName(other)} » : une seule personne ou deux ?`,
									settle:
										'Si c’est la même personne, gardez une ligne dans personnes.csv et notez l’autre écriture dans graphies.csv.',
									path: personPath(one.code)
								}
							]
						: [];
				})
			);
		}
	},
	{
		id: 'network.unknown-heads',
		title: 'La présidence ou la direction d’un membre n’est pas renseignée',
		find: async (ctx) => {
			const members = await listMembersAndHeads(
				ctx,
				`${String(ctx.collective.settings.year)}-12-31`
			);
			return members.flatMap((member) =>
				(['presidency', 'direction'] as const)
					.filter((wanted) => !member.roles.some((line) => line.function === wanted))
					.map((wanted) => ({
						finding: `${member.name} : ${wanted === 'presidency' ? 'présidence' : 'direction'} non renseignée.`,
						settle:
							'Demandez au membre (inconnue, vacante ou collégiale ?) puis ajoutez la ligne dans roles.csv.',
						path: member.path
					}))
			);
		}
	},
	{
		id: 'network.siege-unknown',
		title: 'Une adresse de membre est incomplète',
		find: async (ctx) => {
			const members = await listMembers(ctx, `${String(ctx.collective.settings.year)}-12-31`);
			return members
				.filter((member) => !member.commune || !/\d/.test(member.address ?? ''))
				.map((member) => ({
					finding: `${member.name} : ${member.commune ? 'numéro de rue absent' : 'commune non reconnue'} (« ${[member.address, member.city].filter(Boolean).join(', ')} »).`,
					settle: 'Complétez adresse ou commune dans organisations.csv.',
					path: member.path
				}));
		}
	},
	{
		id: 'network.town-spelling',
		title: 'Une ville ne s’écrit pas comme la commune officielle',
		find: async (ctx) => {
			const { commune } = await import('#modules/territory/index.ts');
			const rows = await ctx.db
				.select({
					name: organisation.name,
					code: organisation.code,
					city: organisation.city,
					communeCode: commune.code,
					official: commune.name
				})
				.from(organisation)
				.innerJoin(commune, eq(commune.id, organisation.communeId))
				.where(and(isNotNull(organisation.city), visible(ctx, organisation)));
			return rows
				.filter((row) => row.city !== row.official)
				.map((row) => ({
					finding: `${row.name} : « ${row.city ?? ''} » pour ${row.official}.`,
					settle:
						'Écrivez le nom officiel dans la colonne ville, ou laissez l’écriture du document : la commune fait foi.',
					path: organisationPath(row.code)
				}));
		}
	},
	{
		id: 'network.declared-total',
		title: 'Un total est déclaré faute de fiches annuelles',
		find: async (ctx) => {
			const [own] = await ctx.db
				.select({ sheet: yearlySheet })
				.from(yearlySheet)
				.innerJoin(organisation, eq(organisation.id, yearlySheet.organisationId))
				.where(
					and(
						eq(organisation.code, ctx.collective.code),
						visible(ctx, yearlySheet),
						eq(yearlySheet.year, ctx.collective.settings.year)
					)
				);
			return own
				? [
						{
							finding:
								'Les emplois et le chiffre d’affaires du collectif sont déclarés : aucune somme de fiches ne les prouve.',
							settle:
								'Demandez à chaque membre sa fiche annuelle (fiches-annuelles.csv) : le total sera compté dès que toutes sont là.',
							...(own.sheet.source ? { source: own.sheet.source } : {})
						}
					]
				: [];
		}
	}
];
