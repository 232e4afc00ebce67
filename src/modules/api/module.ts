import type { FanalModule } from '#core/server/contract.ts';
import { tokenTerm } from './server/terms.ts';

const NOTHING_TOLD = 'parce qu’un jeton sert à demander ce que les autres systèmes disent';

export const module: FanalModule = {
	id: 'api',
	name: 'Programmes',
	sentence: 'Ce que les programmes des autres peuvent lire et écrire, et au nom de qui.',
	path: '/api',
	dependsOn: ['accounts'],
	objects: { none: 'parce qu’un jeton n’est pas une fiche : il en ouvre d’autres' },
	permissions: [
		{
			id: 'api.manage',
			label: 'voir et reprendre les jetons de tout le collectif',
			roles: ['administrator', 'team']
		}
	],
	events: [
		{ name: 'apiToken.made', sentence: 'Jeton fait', readers: 'team' },
		{ name: 'apiToken.revoked', sentence: 'Jeton repris', readers: 'team' }
	],
	personalData: [
		{
			purpose: 'Laisser un programme lire ou écrire au nom d’une personne',
			basis: 'Intérêt légitime : relier le collectif aux outils qu’il emploie déjà',
			people: 'Personnes qui font un jeton',
			data: 'Nom du jeton, domaines où il écrit, jour de sa dernière demande',
			recipients: 'La personne, l’équipe et l’administration de l’installation',
			retention: 'Un an après la fin du jeton',
			source: 'La personne qui fait le jeton',
			tables: [
				{
					table: 'api_token',
					label: 'Mes jetons (sans leur secret)',
					labelForTeam: 'Ses jetons (sans leur secret)',
					by: { user_id: 'account' },
					tells: {
						name: 'Nom',
						created_at: 'Fait le',
						expires_at: 'Jusqu’au',
						last_used_on: 'Dernier usage'
					},
					erasure: 'remove'
				}
			],
			terms: [tokenTerm]
		}
	],
	metrics: { none: NOTHING_TOLD },
	documents: { none: NOTHING_TOLD },
	exchange: { none: 'parce qu’un jeton n’ouvre que l’installation qui l’a fait' }
};
