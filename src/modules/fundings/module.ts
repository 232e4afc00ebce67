import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { doubts } from './server/doubts.ts';
import { agreementKind, fundingKind, fundingStepKind } from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { annualReport } from './server/report.ts';
import { panels } from './server/panels.ts';

export const module: FanalModule = {
	id: 'fundings',
	name: 'Financements et conventions',
	sentence:
		'Les appels et subventions avec leurs étapes datées, les conventions avec les intercommunalités.',
	path: '/financements',
	dependsOn: ['network', 'groups', 'projects'],
	objects: {
		none: 'parce que les financements se lisent dans leur liste et sur la page de leur projet'
	},
	permissions: [
		{ id: 'fundings.read', label: 'lire les financements', roles: ['public'] },
		{ id: 'fundings.write', label: 'tenir les financements à jour', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Financements et conventions',
			path: '/financements',
			group: 'territory',
			order: 20,
			permission: 'fundings.read'
		}
	],
	panels,
	events: { none: 'parce que la création et la modification des fiches sont dites par le noyau' },
	personalData: { none: 'parce qu’un financement ne nomme que des organisations' },
	metrics,
	documents: [annualReport],
	exchange: [anyKind(fundingKind), anyKind(fundingStepKind), anyKind(agreementKind)],
	doubts
};
