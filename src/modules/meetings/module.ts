import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { calendar } from './server/calendar.ts';
import { doubts } from './server/doubts.ts';
import {
	actionKind,
	agendaItemKind,
	attendanceKind,
	decisionKind,
	meetingKind,
	meetingLinkKind,
	minutesKind
} from './server/exchange.ts';
import { guests } from './server/guests.ts';
import { dynamicMetrics, metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { waiting } from './server/waiting.ts';
import { panels } from './server/panels.ts';

export const module: FanalModule = {
	id: 'meetings',
	name: 'Réunions',
	sentence:
		'Les réunions de toutes les instances : date et sa précision, ordre du jour, présences, compte rendu, décisions, actions.',
	path: '/reunions',
	dependsOn: ['territory', 'network', 'groups'],
	objects,
	permissions: [
		{ id: 'meetings.read', label: 'lire les réunions', roles: ['public'] },
		{ id: 'meetings.write', label: 'tenir les réunions à jour', roles: ['team', 'pilot'] }
	],
	navigation: [
		{ label: 'Agenda', path: '/agenda', order: 10, permission: 'meetings.read' },
		{
			label: 'Réunions',
			path: '/reunions',
			group: 'collective',
			order: 40,
			permission: 'meetings.read'
		}
	],
	guests,
	waiting,
	calendar,
	panels,
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Prouver les présences, le quorum et les décisions',
			basis:
				'Contrat : les statuts de l’association ; intérêt légitime pour les instances ouvertes',
			people: 'Participants aux réunions',
			data: 'Nom (dans l’annuaire), organisation, qualité, présence ou pouvoir',
			recipients: 'Selon la diffusion de chaque réunion',
			retention:
				'Cinq ans au moins pour les comptes rendus ; la durée de la structure pour les actes fondateurs',
			source: 'Feuilles d’émargement et comptes rendus',
			tables: [
				{
					table: 'meetings_attendance',
					label: 'Présences et pouvoirs',
					by: { person_id: 'person', proxy_to_id: 'person' },
					erasure: {
						because: 'le quorum se prouve par le nombre des présences',
						empties: ['remark']
					}
				},
				{
					table: 'meetings_action',
					label: 'Actions dont je suis responsable',
					labelForTeam: 'Actions dont elle est responsable',
					by: { person_id: 'person' },
					erasure: { because: 'l’action décidée reste à faire, ou faite' }
				},
				{
					table: 'meetings_link',
					label: 'Réunions où je suis cité',
					labelForTeam: 'Réunions où elle est citée',
					by: { person_id: 'person' },
					erasure: {
						because: 'la réunion garde ce qui l’a nourrie',
						empties: ['remark']
					}
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			},
			lawful: [
				{
					table: 'meetings_minutes',
					when: { state: 'approved' },
					label: 'Comptes rendus approuvés',
					because:
						'un compte rendu approuvé est un acte : il prouve les décisions et les mandats (RGPD, article 17.3 b et e ; loi du 1er juillet 1901, article 5)'
				},
				{
					table: 'meetings_decision',
					label: 'Décisions adoptées',
					because:
						'une décision adoptée est un acte, qui peut donner un mandat (RGPD, article 17.3 b et e ; loi du 1er juillet 1901, article 5)'
				}
			]
		}
	],
	metrics,
	dynamicMetrics,
	documents: [annualReport],
	exchange: [
		anyKind(meetingKind),
		anyKind(agendaItemKind),
		anyKind(attendanceKind),
		anyKind(minutesKind),
		anyKind(decisionKind),
		anyKind(actionKind),
		anyKind(meetingLinkKind)
	],
	doubts
};
