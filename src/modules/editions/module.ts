import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { doubts } from './server/doubts.ts';
import {
	commitmentKind,
	editionKind,
	editionTextKind,
	milestoneKind,
	openPointKind,
	quotationKind
} from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { listEditions } from './server/queries.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: 'editions',
	name: 'Éditions du rapport',
	sentence:
		'Ce que les personnes écrivent dans le rapport : textes signés, citations, histoire, perspectives, points ouverts.',
	path: '/rapports',
	dependsOn: ['network', 'groups', 'projects'],
	objects,
	permissions: [
		{ id: 'editions.read', label: 'lire les rapports', roles: ['public'] },
		{ id: 'editions.write', label: 'préparer les rapports', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Rapports d’activité',
			path: '/rapports',
			group: 'account',
			order: 10,
			permission: 'editions.read'
		}
	],
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Publier des textes et des citations sous le nom de leur auteur',
			basis: 'Consentement de l’auteur, noté pour chaque édition',
			people: 'Personnes qui signent ou sont citées',
			data: 'Nom, qualité, texte',
			recipients: 'Les lecteurs du rapport',
			retention:
				'La durée de publication du rapport ; retrait à la demande pour les éditions suivantes',
			source: 'Les auteurs eux-mêmes',
			tables: [
				{
					table: 'editions_text',
					label: 'Textes que je signe',
					labelForTeam: 'Textes que la personne signe',
					by: { author_id: 'person' },
					erasure: {
						because: 'le texte publié reste, sans signature',
						empties: ['author_title']
					}
				},
				{
					table: 'editions_quotation',
					label: 'Citations de moi',
					labelForTeam: 'Citations de la personne',
					by: { person_id: 'person' },
					erasure: { because: 'la citation reste, sans nom', empties: ['title'] }
				},
				{
					table: 'editions_commitment',
					label: 'Engagements dont je suis responsable',
					labelForTeam: 'Engagements dont elle est responsable',
					by: { owner: 'name' },
					erasure: { because: 'l’engagement pris par le collectif reste' }
				}
			],
			terms: {
				none: 'parce que ces lignes suivent la fiche de la personne : son terme est le leur'
			}
		}
	],
	metrics,
	documents: [annualReport],
	editions: listEditions,
	exchange: [
		anyKind(editionKind),
		anyKind(editionTextKind),
		anyKind(quotationKind),
		anyKind(milestoneKind),
		anyKind(commitmentKind),
		anyKind(openPointKind)
	],
	doubts
};
