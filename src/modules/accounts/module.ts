import type { FanalModule } from '#core/server/contract.ts';
import { accountGrants } from './server/actor.ts';
import { events } from './server/events.ts';
import { refuseGivenNames } from './server/given-names.ts';
import { accountsOfPerson, refuseLastAdministrator } from './server/own-data.ts';
import { accountTerms } from './server/terms.ts';
import { listRecipients } from './server/upkeep.ts';
import { waitingAccounts } from './server/waiting.ts';

export const module: FanalModule = {
	id: 'accounts',
	name: 'Comptes',
	sentence:
		'Qui peut entrer, par quelle porte, et au nom de qui ; les invitations et les sessions.',
	path: '/comptes',
	dependsOn: ['network'],
	objects: { none: 'parce qu’un compte ne se cherche pas : la personne est dans l’annuaire' },
	permissions: [
		{
			id: 'accounts.invite',
			label: 'inviter une personne à ouvrir un compte',
			roles: ['team', 'administrator']
		},
		{
			id: 'accounts.describe',
			label: 'dire le nom, l’adresse et l’année du collectif',
			roles: ['team', 'administrator']
		},
		{
			id: 'accounts.administer',
			label: 'fermer des comptes et nommer qui administre l’installation',
			roles: ['administrator']
		}
	],
	grants: accountGrants,
	refusesWritten: refuseGivenNames,
	knows: accountsOfPerson,
	refusesErasure: refuseLastAdministrator,
	recipients: listRecipients,
	waiting: waitingAccounts,
	navigation: [
		{
			label: 'Le collectif',
			path: '/collectif',
			group: 'installation',
			order: 90,
			permission: 'accounts.describe'
		},
		{
			label: 'Comptes',
			path: '/comptes',
			group: 'installation',
			order: 95,
			permission: 'accounts.invite'
		}
	],
	events,
	personalData: [
		{
			purpose: 'Laisser entrer les personnes qui travaillent avec le collectif, et elles seules',
			basis: 'Intérêt légitime : protéger l’espace du collectif (RGPD, article 32)',
			people: 'Personnes invitées par l’équipe',
			data: 'Adresse de courriel, nom, adresse internet et navigateur des sessions ouvertes, empreinte du mot de passe, clés publiques, secret chiffré de la double vérification',
			recipients: 'La personne elle-même ; l’équipe pour le nom et l’adresse',
			retention:
				'Le compte jusqu’à sa fermeture ; une session, trente jours au plus ; une invitation, trois mois après sa fin ; un lien, quinze minutes ; un compte fermé, un an',
			source: 'L’équipe qui invite, puis la personne',
			tables: [
				{
					table: 'accounts_user',
					label: 'Mon compte',
					labelForTeam: 'Son compte',
					by: { person_id: 'person', id: 'account', email: 'address' },
					tells: {
						name: 'Nom affiché',
						email: 'Adresse',
						created_at: 'Ouvert le',
						closed_at: 'Fermé le'
					},
					erasure: 'remove'
				},
				{
					table: 'accounts_session',
					isForThemAlone: true,
					label: 'Mes sessions',
					labelForTeam: 'Ses sessions',
					by: { user_id: 'account' },
					tells: {
						created_at: 'Entré le',
						updated_at: 'Dernière visite',
						ip_address: 'Adresse internet',
						user_agent: 'Navigateur'
					},
					erasure: 'remove'
				},
				{
					table: 'accounts_credential',
					isForThemAlone: true,
					label: 'Mot de passe et connexion unique (sans leur secret)',
					by: { user_id: 'account' },
					tells: { provider_id: 'Sorte', created_at: 'Depuis', updated_at: 'Changé le' },
					erasure: 'remove'
				},
				{
					table: 'accounts_two_factor',
					isForThemAlone: true,
					label: 'Double vérification (sans son secret)',
					by: { user_id: 'account' },
					tells: { verified: 'Confirmée' },
					erasure: 'remove'
				},
				{
					table: 'accounts_passkey',
					isForThemAlone: true,
					label: 'Clés d’accès',
					by: { user_id: 'account' },
					tells: { name: 'Nom', created_at: 'Depuis' },
					erasure: 'remove'
				},
				{
					table: 'accounts_administrator',
					label: 'Administration de l’installation',
					by: { user_id: 'account', granted_by: 'name' },
					tells: { granted_at: 'Confiée le', granted_by: 'Par' },
					erasure: 'remove'
				},
				{
					table: 'accounts_wished_name',
					label: 'Nom que je souhaite porter',
					labelForTeam: 'Nom que la personne souhaite porter',
					by: { user_id: 'account', name: 'name' },
					tells: { name: 'Nom', wished_at: 'Demandé le' },
					erasure: 'remove'
				},
				{
					table: 'accounts_invitation',
					label: 'Invitations reçues',
					by: { person_id: 'person', email: 'address' },
					tells: {
						email: 'Adresse',
						invited_by: 'Par',
						invited_at: 'Le',
						accepted_at: 'Acceptée le'
					},
					erasure: 'remove'
				}
			],
			terms: accountTerms
		}
	],
	metrics: { none: 'parce que les comptes ne disent rien de la coopération' },
	documents: { none: 'parce que le rapport ne parle pas des comptes' },
	exchange: {
		none: 'parce qu’un compte ne se déplace pas : ses secrets ne valent que dans cette installation'
	}
};
