import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { listCalendar } from './server/calendar.ts';
import { doubts, waiting } from './server/doubts.ts';
import { visitFactKind, visitKind, visitPassageKind } from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { panels } from './server/panels.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: 'visits',
	name: 'Visites des membres',
	sentence:
		'Le compte rendu de chaque visite — histoire, activités, relation, idées — et qui reste à visiter.',
	path: '/visites',
	dependsOn: ['territory', 'network'],
	objects,
	permissions: [
		{ id: 'visits.read', label: 'lire les comptes rendus de visite', roles: ['public'] },
		{ id: 'visits.write', label: 'écrire les comptes rendus de visite', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Visites des membres',
			path: '/visites',
			group: 'action',
			order: 10,
			permission: 'visits.read'
		}
	],
	waiting,
	calendar: listCalendar,
	panels,
	events: { none: 'parce que la création et la modification des visites sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Rendre compte des visites des structures membres',
			basis:
				'Intérêt légitime du collectif à connaître ses membres ; accord du membre pour publier',
			people: 'Dirigeants et salariés cités dans un compte rendu ou une citation',
			data: 'Nom, fonction et propos tenus pendant la visite',
			recipients:
				'Tout le monde pour ce que le membre accepte de publier ; l’équipe seule pour le reste',
			retention: 'La durée de l’adhésion, puis cinq ans',
			source: 'Les personnes rencontrées, qui relisent le compte rendu',
			tables: [],
			terms: {
				none: 'parce qu’un compte rendu suit l’adhésion de la structure, que l’équipe relit'
			}
		}
	],
	metrics,
	documents: [annualReport],
	exchange: [anyKind(visitKind), anyKind(visitPassageKind), anyKind(visitFactKind)],
	doubts
};
