import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { workshopKind, workshopPeriodKind } from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: 'inclusion',
	name: 'Ateliers d’insertion',
	sentence:
		'Le Forum de l’insertion et ses ateliers : des nombres par période, jamais le nom d’un participant.',
	path: '/ateliers',
	dependsOn: ['network'],
	objects,
	permissions: [
		{ id: 'inclusion.read', label: 'lire les ateliers', roles: ['public'] },
		{ id: 'inclusion.write', label: 'tenir les ateliers à jour', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Ateliers d’insertion',
			path: '/ateliers',
			group: 'action',
			order: 50,
			permission: 'inclusion.read'
		}
	],
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Savoir qui anime chaque atelier',
			basis: 'Intérêt légitime : conduire les ateliers ; aucun participant n’est nommé',
			people: 'Animateurs des ateliers',
			data: 'Nom (dans l’annuaire), période',
			recipients: 'Selon la diffusion de l’atelier',
			retention: 'La durée de l’animation, puis cinq ans dans les rapports',
			source: 'Comptes rendus des ateliers',
			tables: [
				{
					table: 'inclusion_workshop_period',
					label: 'Ateliers que j’anime',
					labelForTeam: 'Ateliers que la personne anime',
					by: { leader_id: 'person' },
					erasure: { because: 'les nombres de l’atelier restent entiers', empties: ['remark'] }
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			}
		}
	],
	metrics,
	documents: [annualReport],
	exchange: [anyKind(workshopKind), anyKind(workshopPeriodKind)]
};
