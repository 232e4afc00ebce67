import { and, eq } from 'drizzle-orm';
import { mayRead } from '#core/actor.ts';
import type { Context } from '#core/server/context.ts';
import type { Doubt, WaitingItem } from '#core/server/contract.ts';
import { formatQuantity } from '#core/quantity.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { counted } from '#core/words.ts';
import { organisation, organisationPath } from '#modules/network/index.ts';
import { passageSections } from '../labels.ts';
import { visitPath } from '../paths.ts';
import { editionOf, mayPrint } from '../rules.ts';
import { disagreements, foundingYear } from './facts.ts';
import { listCoverage, listMemberSeats } from './coverage.ts';
import { listHeldVisits } from './queries.ts';
import { visit, visitFact, visitPassage } from './tables.ts';

const WAITING = 20;

/** Members that nobody has visited yet, in the order of the directory. */
export async function waiting(ctx: Context): Promise<WaitingItem[]> {
	const first = await listCoverage(ctx, ctx.today, { offset: 0, limit: WAITING });
	return first
		.filter(({ visit: last }) => last === null)
		.map(({ member }) => ({
			title: member.name,
			because: 'Ce membre n’a encore jamais reçu de visite.',
			path: member.path
		}));
}

export const doubts: Doubt[] = [
	{
		id: 'visits.consent',
		title: 'Un passage de visite attend un accord',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					passage: visitPassage,
					visit,
					code: organisation.code,
					name: organisation.name
				})
				.from(visitPassage)
				.innerJoin(visit, eq(visit.id, visitPassage.visitId))
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(and(visible(ctx, visitPassage), visible(ctx, visit)));
			return rows
				.filter((row) => !mayPrint(row.passage, editionOf(row.visit)))
				.map(({ passage, visit: of, name }) => ({
					finding: `${name}, « ${labelOf(passageSections, passage.section)} », passage ${String(passage.rank)} : sans accord pour ${String(editionOf(of))}, lu par l’équipe seulement.`,
					settle:
						'Faites relire le passage par le membre, puis notez sa réponse et l’édition dans visites-passages.csv (consentement, consentement_edition).',
					path: visitPath(of.code),
					...(passage.source ? { source: passage.source } : {})
				}));
		}
	},
	{
		id: 'visits.facts-disagree',
		title: 'Deux visites donnent deux valeurs au même fait',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({
					visitId: visit.id,
					organisationId: visit.organisationId,
					organisation: organisation.name,
					organisationCode: organisation.code,
					factId: visitFact.id,
					label: visitFact.label,
					year: visitFact.year,
					value: visitFact.value,
					text: visitFact.text
				})
				.from(visitFact)
				.innerJoin(visit, eq(visit.id, visitFact.visitId))
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(and(visible(ctx, visitFact), visible(ctx, visit)));
			return disagreements(rows).map((group) => ({
				finding: `${group.organisation}, « ${group.label} »${group.year ? ` (${group.year})` : ''} : ${group.told
					.map((one) => (one.value ? formatQuantity(one.value) : (one.text ?? '')))
					.join(' et ')}.`,
				settle:
					'Demandez au membre quelle valeur est juste et précisez l’année de chacune dans visites-faits.csv.',
				path: organisationPath(group.organisationCode)
			}));
		}
	},
	{
		id: 'visits.founding-year',
		title: 'La visite et l’annuaire ne donnent pas la même année de fondation',
		find: async (ctx) => {
			const rows = await ctx.db
				.select({ fact: visitFact, visit, organisation })
				.from(visitFact)
				.innerJoin(visit, eq(visit.id, visitFact.visitId))
				.innerJoin(organisation, eq(organisation.id, visit.organisationId))
				.where(and(visible(ctx, visitFact), visible(ctx, visit)));
			return rows.flatMap(({ fact, visit: of, organisation: host }) => {
				const told = foundingYear(fact);
				const known = host.foundedOn?.slice(0, 4);
				if (!told || !known || told === known) return [];
				return [
					{
						finding: `${host.name} : fondée en ${told} d’après la visite, en ${known} d’après l’annuaire.`,
						settle:
							'Demandez l’année au membre, puis corrigez visites-faits.csv ou fondee_le dans organisations.csv.',
						path: visitPath(of.code)
					}
				];
			});
		}
	},
	{
		id: 'visits.one-area',
		title: 'Toutes les visites sont dans le même arrondissement',
		find: async (ctx) => {
			const { year } = ctx.collective.settings;
			const visits = await listHeldVisits(ctx, year);
			const areas = new Set(visits.map((one) => one.arrondissement));
			const members = await listMemberSeats(ctx, `${String(year)}-12-31`);
			const others = members.filter((one) => one.arrondissement && !areas.has(one.arrondissement));
			const [only] = areas;
			if (areas.size !== 1 || !only || others.length === 0) return [];
			const names = [...new Set(others.map((one) => one.arrondissement))].join(', ');
			return [
				{
					finding: `Les ${counted(visits.length, 'visite')} de ${String(year)} sont toutes dans l’arrondissement de ${only} ; ${counted(others.length, 'membre')} à ${names} sans visite.`,
					settle:
						'Prévoyez une visite dans chaque arrondissement, ou ajoutez à visites.csv celles qui manquent.',
					path: '/visites'
				}
			];
		}
	},
	{
		id: 'visits.no-quote',
		title: 'Une visite tenue n’a pas de citation',
		find: async (ctx) => {
			const { year } = ctx.collective.settings;
			const quotes = await ctx.db.select({ id: visit.id, quote: visit.quote }).from(visit);
			const quoted = new Set(quotes.filter((one) => one.quote).map((one) => one.id));
			return (await listHeldVisits(ctx, year))
				.filter((one) => !quoted.has(one.id) && mayRead(ctx.actor, one.audience))
				.map((one) => ({
					finding: `${one.organisationName} : aucune citation mise en avant.`,
					settle:
						'Demandez au membre une phrase qu’il accepte de voir citée, et ajoutez-la dans visites.csv.',
					path: visitPath(one.code)
				}));
		}
	}
];
