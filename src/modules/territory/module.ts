import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { refreshMemberships } from './server/commands.ts';
import { doubts } from './server/doubts.ts';
import {
	communeKind,
	epciKind,
	epciMembershipKind,
	indicatorKind,
	indicatorValueKind
} from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';

export const module: FanalModule = {
	id: 'territory',
	name: 'Territoire',
	sentence:
		'Les communes du périmètre, leurs intercommunalités et arrondissements selon l’année, les indicateurs et leurs sources.',
	path: '/territoire',
	dependsOn: [],
	objects,
	permissions: [
		{ id: 'territory.read', label: 'lire le territoire', roles: ['public'] },
		{ id: 'territory.write', label: 'tenir le territoire à jour', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Communes et intercommunalités',
			path: '/territoire',
			group: 'territory',
			order: 10,
			permission: 'territory.read'
		}
	],
	events: [
		{ name: 'contours.fetched', sentence: 'Contours des communes cherchés', readers: 'team' }
	],
	personalData: { none: 'parce que le territoire ne nomme personne' },
	metrics,
	documents: [annualReport],
	exchange: [
		anyKind(communeKind),
		anyKind(epciKind),
		anyKind(epciMembershipKind),
		anyKind(indicatorKind),
		anyKind(indicatorValueKind)
	],
	afterImport: refreshMemberships,
	doubts
};
