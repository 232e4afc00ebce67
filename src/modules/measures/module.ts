import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { doubts } from './server/doubts.ts';
import { measureKind, readingKind } from './server/exchange.ts';
import { measureMetrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: 'measures',
	name: 'Mesures',
	sentence: 'Les chiffres lus ailleurs, datés et sourcés : abonnés, supports, comptages nationaux.',
	path: '/mesures',
	dependsOn: [],
	objects,
	permissions: [
		{ id: 'measures.read', label: 'lire les mesures', roles: ['public'] },
		{ id: 'measures.write', label: 'tenir les mesures à jour', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Mesures',
			path: '/mesures',
			group: 'account',
			order: 30,
			permission: 'measures.read'
		}
	],
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: [
		{
			purpose: 'Savoir qui a relevé une mesure, pour pouvoir la vérifier',
			basis: 'Intérêt légitime : des chiffres dont on retrouve l’origine',
			people: 'Personnes de l’équipe qui relèvent les mesures',
			data: 'Nom, à côté du relevé',
			recipients: 'Selon la diffusion de la mesure',
			retention: 'La durée de la mesure',
			source: 'La personne qui saisit',
			tables: [
				{
					table: 'measures_reading',
					label: 'Relevés que j’ai faits',
					labelForTeam: 'Relevés que la personne a faits',
					by: { entered_by: 'name' },
					erasure: { because: 'le chiffre relevé reste, sans qui l’a relevé' }
				}
			],
			terms: { none: 'parce qu’un relevé vit aussi longtemps que la mesure' }
		}
	],
	metrics: { none: 'parce que chaque mesure enregistrée est elle-même un chiffre du catalogue' },
	dynamicMetrics: measureMetrics,
	documents: [annualReport],
	exchange: [anyKind(measureKind), anyKind(readingKind)],
	doubts
};
