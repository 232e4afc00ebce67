import type { Metric } from '#core/server/contract.ts';
import { dayOf, lastDayOf } from '#core/metrics.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { organisationPath } from '#modules/network/index.ts';
import { visitPath } from '../paths.ts';
import { ofName } from '../rules.ts';
import { listMemberSeats } from './coverage.ts';
import { listHeldVisits } from './queries.ts';

export const metrics: Metric[] = [
	{
		id: 'visits.held',
		label: 'Visites tenues',
		unit: 'visites',
		rule: 'Visites de structures tenues dans l’année, d’après leur date ; les visites prévues ne comptent pas.',
		compute: async (ctx, scope) => {
			const visits = await listHeldVisits(ctx, scope.year, lastDayOf(scope));
			const members = new Set(
				(await listMemberSeats(ctx, dayOf(scope))).map((member) => member.id)
			);
			const seen = new Set(visits.map((one) => one.organisationId).filter((id) => members.has(id)));
			return {
				value: visits.length,
				coverage: `${String(seen.size)} sur ${String(members.size)} membres`,
				rows: visits.map((one) => ({
					kind: 'visit',
					id: one.id,
					label: one.title ?? `Visite ${ofName(one.organisationName)}`,
					detail: formatPartialDate(one.date),
					path: visitPath(one.code),
					audience: one.audience
				}))
			};
		}
	},
	{
		id: 'visits.members',
		label: 'Membres visités',
		unit: 'organisations',
		rule: 'Membres au {jour} qui ont reçu au moins une visite dans l’année, chacun compté une fois.',
		compute: async (ctx, scope) => {
			const visited = new Set(
				(await listHeldVisits(ctx, scope.year, lastDayOf(scope))).map((one) => one.organisationId)
			);
			const members = await listMemberSeats(ctx, dayOf(scope));
			const rows = members.filter((member) => visited.has(member.id));
			return {
				value: rows.length,
				coverage: `sur ${String(members.length)} membres`,
				rows: rows.map((member) => ({
					kind: 'organisation',
					id: member.id,
					label: member.name,
					...(member.arrondissement
						? { detail: `arrondissement de ${member.arrondissement}` }
						: {}),
					path: organisationPath(member.code),
					audience: member.audience
				}))
			};
		}
	},
	{
		id: 'visits.notVisited',
		label: 'Membres non visités dans l’année',
		unit: 'organisations',
		rule: 'Membres au {jour} dont aucune visite tenue dans l’année n’est enregistrée, chacun compté une fois.',
		compute: async (ctx, scope) => {
			const visited = new Set(
				(await listHeldVisits(ctx, scope.year, lastDayOf(scope))).map((one) => one.organisationId)
			);
			const members = await listMemberSeats(ctx, dayOf(scope));
			const rows = members.filter((member) => !visited.has(member.id));
			return {
				value: rows.length,
				rows: rows.map((member) => ({
					kind: 'organisation',
					id: member.id,
					label: member.name,
					path: organisationPath(member.code),
					audience: member.audience
				}))
			};
		}
	}
];
