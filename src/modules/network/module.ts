import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { doubts } from './server/doubts.ts';
import {
	membershipKind,
	organisationKind,
	personKind,
	roleKind,
	spellingKind,
	yearlySheetKind
} from './server/exchange.ts';
import { networkGrants } from './server/grants.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { directoryTerm } from './server/terms.ts';

export const module: FanalModule = {
	id: 'network',
	name: 'Membres et partenaires',
	sentence:
		'L’annuaire des organisations et des personnes, leurs fonctions datées, les adhésions et les fiches annuelles.',
	path: '/membres',
	dependsOn: ['territory'],
	objects,
	permissions: [
		{ id: 'network.read', label: 'lire l’annuaire', roles: ['public'] },
		{
			id: 'network.people',
			label: 'parcourir la liste des personnes de l’annuaire',
			roles: ['team', 'board', 'council']
		},
		{ id: 'network.write', label: 'tenir l’annuaire à jour', roles: ['team'] },
		{
			id: 'network.describe',
			label: 'décrire une organisation et remplir sa fiche annuelle',
			roles: ['team', 'representative']
		}
	],
	grants: networkGrants,
	navigation: [
		{
			label: 'Membres',
			path: '/membres',
			group: 'collective',
			order: 10,
			also: ['/organisations'],
			permission: 'network.read'
		},
		{
			label: 'Partenaires',
			path: '/partenaires',
			group: 'collective',
			order: 20,
			permission: 'network.read'
		},
		{
			label: 'Personnes',
			path: '/personnes',
			group: 'collective',
			order: 25,
			permission: 'network.people'
		}
	],
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Tenir l’annuaire des structures membres et partenaires',
			basis:
				'Intérêt légitime : faire connaître les responsables d’associations à leurs partenaires',
			people: 'Dirigeants, administrateurs et salariés des organisations',
			data: 'Nom, prénom, fonctions datées ; ni adresse personnelle, ni téléphone',
			recipients:
				'Selon la diffusion de chaque fiche : tout le monde, les membres, le bureau ou l’équipe',
			retention: 'La durée de la fonction, puis cinq ans dans les comptes rendus et rapports',
			source: 'Les organisations elles-mêmes et les documents du collectif',
			tables: [
				{
					table: 'network_person',
					label: 'Ma fiche dans l’annuaire',
					labelForTeam: 'Sa fiche dans l’annuaire',
					by: { id: 'person' },
					erasure: { because: 'la fiche reste, sans nom, pour que les comptes ne changent pas' }
				},
				{
					table: 'network_role',
					label: 'Fonctions dans une organisation',
					by: { person_id: 'person' },
					erasure: {
						because: 'l’organisation garde ses fonctions datées, sans dire qui les a tenues',
						empties: ['title', 'field']
					}
				},
				{
					table: 'network_spelling',
					label: 'Graphies de mon nom dans les documents',
					labelForTeam: 'Graphies de son nom dans les documents',
					by: { code: 'code' },
					when: { nature: 'person' },
					erasure: 'remove'
				}
			],
			terms: [directoryTerm]
		}
	],
	metrics,
	documents: [annualReport],
	exchange: [
		anyKind(organisationKind),
		anyKind(personKind),
		anyKind(roleKind),
		anyKind(membershipKind),
		anyKind(yearlySheetKind),
		anyKind(spellingKind)
	],
	doubts
};
