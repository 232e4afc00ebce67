import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import {
	attentionPointKind,
	deliverableKind,
	groupKind,
	groupLineageKind,
	groupParticipantKind,
	groupSheetKind,
	roadMapItemKind
} from './server/exchange.ts';
import { doubts } from './server/doubts.ts';
import { dynamicMetrics } from './server/group-metrics.ts';
import { groupGrants } from './server/grants.ts';
import { guests } from './server/guests.ts';
import { metrics } from './server/metrics.ts';
import { panels } from './server/panels.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { waiting } from './server/waiting.ts';

export const module: FanalModule = {
	id: 'groups',
	name: 'Instances, commissions et groupes de travail',
	sentence:
		'Les instances de l’association et du PTCE : pilotes, participants, fiche de l’année, feuille de route, livrables.',
	path: '/groupes',
	dependsOn: ['network'],
	objects,
	permissions: [
		{ id: 'groups.read', label: 'lire les groupes', roles: ['public'] },
		{ id: 'groups.write', label: 'tenir les groupes à jour', roles: ['team'] },
		{
			id: 'groups.steer',
			label: 'tenir la feuille de route, les livrables et la fiche d’un groupe',
			roles: ['team', 'pilot']
		}
	],
	grants: groupGrants,
	guests,
	navigation: [
		{
			label: 'Instances et groupes',
			path: '/groupes',
			group: 'collective',
			order: 30,
			permission: 'groups.read'
		}
	],
	waiting,
	panels,
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Savoir qui pilote et compose chaque groupe',
			basis: 'Intérêt légitime : conduire le travail commun',
			people: 'Pilotes et participants cités pour leur fonction',
			data: 'Nom (dans l’annuaire), rôle dans le groupe, dates',
			recipients: 'Selon la diffusion du groupe',
			retention: 'La durée de la participation, puis cinq ans dans les rapports',
			source: 'Comptes rendus et documents des groupes',
			tables: [
				{
					table: 'groups_participant',
					label: 'Participations à un groupe',
					by: { person_id: 'person' },
					erasure: {
						because: 'le groupe garde le nombre de ses participants',
						empties: ['remark']
					}
				},
				{
					table: 'groups_road_map_item',
					label: 'Travaux d’une feuille de route dont je suis responsable',
					labelForTeam: 'Travaux d’une feuille de route dont elle est responsable',
					by: { owner: 'name' },
					erasure: { because: 'la feuille de route du groupe reste entière' }
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			}
		}
	],
	metrics,
	dynamicMetrics,
	documents: [annualReport],
	exchange: [
		anyKind(groupKind),
		anyKind(groupParticipantKind),
		anyKind(groupSheetKind),
		anyKind(roadMapItemKind),
		anyKind(deliverableKind),
		anyKind(attentionPointKind),
		anyKind(groupLineageKind)
	],
	doubts
};
