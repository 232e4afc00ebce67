import type { FanalModule } from '#core/server/contract.ts';
import { accountGrants } from './server/actor.ts';
import { events } from './server/events.ts';
import { forgetting, listRecipients } from './server/upkeep.ts';

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
			id: 'accounts.administer',
			label: 'fermer des comptes et nommer qui administre l’installation',
			roles: ['administrator']
		}
	],
	grants: accountGrants,
	jobs: [forgetting],
	recipients: listRecipients,
	navigation: [{ label: 'Comptes', path: '/comptes', order: 95, permission: 'accounts.invite' }],
	events,
	personalData: [
		{
			purpose: 'Laisser entrer les personnes qui travaillent avec le collectif, et elles seules',
			basis: 'Intérêt légitime : protéger l’espace du collectif (RGPD, article 32)',
			people: 'Personnes invitées par l’équipe',
			data: 'Adresse de courriel, nom, adresse internet et navigateur des sessions ouvertes, empreinte du mot de passe, clés publiques, secret chiffré de la double vérification',
			recipients: 'La personne elle-même ; l’équipe pour le nom et l’adresse',
			retention:
				'Le compte jusqu’à sa fermeture ; une session, trente jours au plus ; une invitation, quatorze jours ; un lien, quinze minutes',
			source: 'L’équipe qui invite, puis la personne'
		}
	],
	metrics: { none: 'parce que les comptes ne disent rien de la coopération' },
	documents: { none: 'parce que le rapport ne parle pas des comptes' },
	exchange: {
		none: 'parce qu’un compte ne se déplace pas : ses secrets ne valent que dans cette installation'
	}
};
