import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { projectKind, projectStepKind, stakeholderKind } from './server/exchange.ts';
import { doubts, waiting } from './server/follow-up.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { panels } from './server/panels.ts';

export const module: FanalModule = {
	id: 'projects',
	name: 'Projets de coopération',
	sentence:
		'Les projets menés à plusieurs : leur étape, leurs parties prenantes, ce qui est fait et ce qui est prévu.',
	path: '/projets',
	dependsOn: ['network', 'groups'],
	objects,
	permissions: [
		{ id: 'projects.read', label: 'lire les projets', roles: ['public'] },
		{ id: 'projects.write', label: 'tenir les projets à jour', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Projets de coopération',
			path: '/projets',
			group: 'action',
			order: 30,
			permission: 'projects.read'
		}
	],
	waiting,
	panels,
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Savoir qui porte et accompagne chaque projet',
			basis: 'Intérêt légitime : conduire des projets à plusieurs',
			people: 'Personnes citées comme parties prenantes pour leur fonction',
			data: 'Nom (dans l’annuaire), rôle dans le projet',
			recipients: 'Selon la diffusion du projet',
			retention: 'La durée du projet, puis cinq ans dans les rapports',
			source: 'Comptes rendus et documents du projet',
			tables: [
				{
					table: 'projects_stakeholder',
					label: 'Projets que je porte ou accompagne',
					labelForTeam: 'Projets que la personne porte ou accompagne',
					by: { person_id: 'person' },
					erasure: {
						because: 'le projet garde le nombre de ses parties prenantes',
						empties: ['remark']
					}
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			}
		}
	],
	metrics,
	documents: [annualReport],
	exchange: [anyKind(projectKind), anyKind(stakeholderKind), anyKind(projectStepKind)],
	doubts
};
