import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { POOLING_PATH } from './paths.ts';
import { doubts, waiting } from './server/doubts.ts';
import {
	sharedPostHostKind,
	sharedPostKind,
	sharedPostOutputKind,
	supportKind,
	supportParticipantKind,
	surveyKind
} from './server/exchange.ts';
import { metrics, outputMetrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { panels } from './server/panels.ts';

export const module: FanalModule = {
	id: 'pooling',
	name: 'Mutualisation',
	sentence:
		'Les postes partagés entre structures, les accompagnements suivis ensemble et les enquêtes auprès des membres.',
	path: POOLING_PATH,
	dependsOn: ['network', 'groups', 'meetings', 'projects', 'visits'],
	objects,
	permissions: [
		{ id: 'pooling.read', label: 'lire ce qui est mutualisé', roles: ['public'] },
		{ id: 'pooling.write', label: 'tenir à jour ce qui est mutualisé', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Mutualisation',
			path: POOLING_PATH,
			group: 'action',
			order: 40,
			permission: 'pooling.read'
		}
	],
	waiting,
	panels,
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Suivre les postes partagés entre structures',
			basis: 'Intérêt légitime de l’employeur et des structures servies',
			people: 'Salariés dont le poste est mutualisé',
			data: 'Nom, intitulé, genre de contrat, dates du poste, bilan du poste',
			recipients: 'Selon la diffusion de chaque fiche',
			retention: 'La durée du contrat, puis cinq ans',
			source: 'L’employeur et le bilan signé par la personne',
			tables: [
				{
					table: 'pooling_shared_post',
					label: 'Postes partagés que j’ai tenus',
					labelForTeam: 'Postes partagés que la personne a tenus',
					by: { person_id: 'person' },
					erasure: { because: 'le poste et son bilan comptent dans les rapports' }
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			}
		}
	],
	metrics,
	dynamicMetrics: outputMetrics,
	documents: [annualReport],
	exchange: [
		anyKind(sharedPostKind),
		anyKind(sharedPostHostKind),
		anyKind(sharedPostOutputKind),
		anyKind(supportKind),
		anyKind(supportParticipantKind),
		anyKind(surveyKind)
	],
	doubts
};
