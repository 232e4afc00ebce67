import type { FanalModule } from '#core/server/contract.ts';
import { waitingStops } from './server/stops.ts';
import { mailTerm } from './server/terms.ts';

const NOTHING_TOLD = 'parce que les courriels servent les autres systèmes et ne disent rien d’eux';

export const module: FanalModule = {
	id: 'mail',
	name: 'Courriels',
	sentence:
		'Les courriels écrits par Fanal : lesquels sont partis, lesquels attendent, et pourquoi.',
	path: '/courriels',
	dependsOn: [],
	objects: { none: 'parce qu’un courriel ne se cherche pas : il mène à une fiche, qui se cherche' },
	permissions: [
		{
			id: 'mail.read',
			label: 'voir quels courriels sont partis',
			roles: ['administrator', 'team']
		},
		{
			id: 'mail.manage',
			label: 'réessayer ou abandonner un courriel',
			roles: ['administrator', 'team']
		},
		{
			id: 'mail.secrets',
			label: 'lire le lien d’entrée d’un courriel qui n’a pas pu partir',
			roles: ['administrator']
		}
	],
	navigation: [
		{
			label: 'Courriels',
			path: '/courriels',
			group: 'installation',
			order: 96,
			also: ['/etat'],
			permission: 'mail.read'
		}
	],
	waiting: waitingStops,
	events: [
		{ name: 'mail.linkRead', sentence: 'Lien d’un courriel lu par l’équipe', readers: 'team' },
		{
			name: 'mail.startedAgain',
			sentence: 'Courriels repris vers une adresse arrêtée',
			readers: 'team'
		}
	],
	personalData: [
		{
			purpose: 'Écrire aux personnes du collectif, et savoir si le courriel est parti',
			basis: 'Intérêt légitime : faire vivre la coopération ; le résumé s’arrête d’un clic',
			people: 'Personnes qui ont un compte ou qui sont invitées',
			data: 'Adresse, nom, objet et texte du courriel, réponse du serveur, rythme choisi',
			recipients:
				'L’équipe et l’administration de l’installation ; le serveur de courriel du collectif',
			retention: 'Un an après l’écriture du courriel ; le rythme, tant que le compte existe',
			source: 'Les actes faits dans Fanal ; le rythme, la personne elle-même',
			tables: [
				{
					table: 'core_mail',
					label: 'Courriels qui me sont adressés',
					labelForTeam: 'Courriels qui lui sont adressés',
					by: {
						person_id: 'person',
						account: 'account',
						to_address: 'address',
						to_name: 'name'
					},
					tells: {
						subject: 'Objet',
						to_address: 'Adresse',
						created_at: 'Écrit le',
						accepted_at: 'Remis le'
					},
					erasure: 'remove'
				},
				{
					table: 'core_mail_rhythm',
					label: 'Rythme choisi pour les résumés',
					by: { account: 'account' },
					tells: { list: 'Liste', rhythm: 'Rythme', changed_at: 'Choisi le' },
					erasure: 'remove'
				},
				{
					table: 'core_mail_stop',
					label: 'Adresses à moi que leur serveur refuse',
					labelForTeam: 'Ses adresses que leur serveur refuse',
					by: { address: 'address', account: 'account' },
					tells: { address: 'Adresse', since: 'Depuis le', said: 'Pourquoi' },
					erasure: 'remove'
				},
				{
					table: 'core_mail_told',
					label: 'Ce que les résumés m’ont déjà dit',
					labelForTeam: 'Ce que les résumés lui ont déjà dit',
					by: { account: 'account' },
					tells: { list: 'Liste', until: 'Jusqu’au' },
					erasure: 'remove'
				}
			],
			terms: [mailTerm]
		}
	],
	metrics: { none: NOTHING_TOLD },
	documents: { none: NOTHING_TOLD },
	exchange: {
		none: 'parce qu’un courriel parti ne part pas une seconde fois d’une autre installation'
	}
};
