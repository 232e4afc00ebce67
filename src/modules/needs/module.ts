import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { NEEDS_PATH } from './paths.ts';
import { doubts, waiting } from './server/doubts.ts';
import { needKind } from './server/exchange.ts';
import { metrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { annualReport } from './server/report.ts';
import { panels } from './server/panels.ts';

export const module: FanalModule = {
	id: 'needs',
	name: 'Besoins et offres',
	sentence:
		'Ce que les membres, les publics et les partenaires demandent ou proposent, et ce qu’on en a fait.',
	path: NEEDS_PATH,
	dependsOn: ['network', 'groups', 'meetings', 'visits'],
	objects,
	permissions: [
		{ id: 'needs.read', label: 'lire les besoins et les offres', roles: ['public'] },
		{ id: 'needs.write', label: 'noter un besoin et ce qu’il devient', roles: ['team'] }
	],
	navigation: [
		{
			label: 'Besoins et offres',
			path: NEEDS_PATH,
			group: 'action',
			order: 20,
			permission: 'needs.read'
		}
	],
	waiting,
	panels,
	events: { none: 'parce que la création et la modification des besoins sont dites par le noyau' },
	personalData: {
		none: 'parce qu’un besoin est porté par des organisations ; ses paroles ne nomment personne'
	},
	metrics,
	documents: [annualReport],
	exchange: [anyKind(needKind)],
	doubts
};
