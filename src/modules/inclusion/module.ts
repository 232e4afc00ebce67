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
	personalData: {
		none: 'parce que les participants ne sont que des nombres ; l’animateur est une fiche de l’annuaire'
	},
	metrics,
	documents: [annualReport],
	exchange: [anyKind(workshopKind), anyKind(workshopPeriodKind)]
};
