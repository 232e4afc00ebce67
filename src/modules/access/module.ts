import type { FanalModule } from '#core/server/contract.ts';
import { linkTerm } from './server/terms.ts';

const NOTHING_TOLD =
	'parce que les liens prêtés servent les autres systèmes et ne disent rien d’eux';

export const module: FanalModule = {
	id: 'access',
	name: 'Accès',
	sentence: 'Les liens prêtés à qui n’a pas de compte, et ce qui explique qui voit quoi.',
	path: '/liens',
	dependsOn: [],
	objects: { none: 'parce qu’un lien prêté n’est pas une fiche : il en ouvre une autre' },
	permissions: [
		{
			id: 'access.lend',
			label: 'prêter un lien vers une fiche et le reprendre',
			roles: ['team', 'pilot']
		},
		{ id: 'access.explain', label: 'savoir qui lit une fiche, et pourquoi', roles: ['team'] },
		{ id: 'access.impersonate', label: 'voir le site comme quelqu’un d’autre', roles: ['team'] }
	],
	events: [
		{ name: 'guestLink.lent', sentence: 'Lien prêté', readers: 'team' },
		{ name: 'guestLink.answered', sentence: 'Réponse reçue par un lien prêté', readers: 'team' },
		{ name: 'guestLink.revoked', sentence: 'Lien prêté repris', readers: 'team' }
	],
	personalData: [
		{
			purpose: 'Faire lire une fiche ou recueillir une réponse sans créer de compte',
			basis: 'Intérêt légitime : travailler avec des partenaires qui n’ont pas de compte',
			people: 'Personnes à qui un lien est prêté',
			data: 'Nom écrit par qui prête le lien, adresse où il est envoyé, dates d’ouverture, réponse et commentaire',
			recipients: 'Qui prête le lien ; l’équipe et les pilotes qui lisent la fiche',
			retention: 'Un an après la fin du lien',
			source: 'La personne qui prête le lien, et la réponse de l’invité',
			tables: [
				{
					table: 'access_guest_link',
					label: 'Liens prêtés à moi ou par moi',
					labelForTeam: 'Liens prêtés à cette personne ou par elle',
					by: { guest: 'name', lent_by: 'name', account: 'account' },
					tells: {
						guest: 'Pour',
						lent_by: 'Prêté par',
						lent_at: 'Le',
						expires_at: 'Jusqu’au',
						asks: 'À confirmer',
						opened_at: 'Ouvert le',
						answer: 'Réponse',
						comment: 'Commentaire'
					},
					erasure: {
						because: 'la réponse reçue compte ; son commentaire est effacé',
						empties: ['comment']
					}
				}
			],
			terms: [linkTerm]
		}
	],
	metrics: { none: NOTHING_TOLD },
	documents: { none: NOTHING_TOLD },
	exchange: {
		none: 'parce qu’un lien prêté n’a de valeur que dans l’installation qui l’a fait'
	}
};
