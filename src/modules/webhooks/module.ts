import type { FanalModule } from '#core/server/contract.ts';
import { messageTerm } from './server/terms.ts';

const NOTHING_TOLD = 'parce qu’un webhook répète ce que les autres systèmes font';

export const module: FanalModule = {
	id: 'webhooks',
	name: 'Webhooks',
	sentence: 'Les programmes d’ailleurs que Fanal avertit de ce qui change ici, et s’ils l’ont su.',
	path: '/webhooks',
	dependsOn: [],
	objects: { none: 'parce qu’un webhook n’est pas une fiche : il dit que d’autres ont changé' },
	permissions: [
		{
			id: 'webhooks.manage',
			label: 'dire à quels programmes Fanal raconte ce qui change',
			roles: ['administrator', 'team']
		}
	],
	navigation: [
		{
			label: 'Webhooks',
			path: '/webhooks',
			group: 'installation',
			order: 98,
			permission: 'webhooks.manage'
		}
	],
	events: [
		{ name: 'webhook.made', sentence: 'Webhook fait', readers: 'team' },
		{ name: 'webhook.changed', sentence: 'Webhook modifié', readers: 'team' },
		{ name: 'webhook.renewed', sentence: 'Secret d’un webhook renouvelé', readers: 'team' },
		{ name: 'webhook.stopped', sentence: 'Webhook arrêté', readers: 'team' },
		{ name: 'webhook.resumed', sentence: 'Envoi d’un webhook repris', readers: 'team' },
		{ name: 'webhook.removed', sentence: 'Webhook retiré', readers: 'team' }
	],
	personalData: [
		{
			purpose: 'Savoir qui a décidé qu’un programme serait averti, et si les messages sont arrivés',
			basis: 'Intérêt légitime : répondre de ce qui sort de l’installation',
			people: 'Membres de l’équipe et de l’administration qui font un webhook',
			data: 'Nom de la personne, sur le webhook qu’elle a fait ; les messages disent quelle fiche a changé, ni par qui, ni ce qu’elle contient',
			recipients: 'L’équipe et l’administration de l’installation',
			retention: 'Tant que le webhook existe ; ses messages, un mois',
			source: 'La personne qui fait le webhook',
			tables: [
				{
					table: 'core_webhook',
					label: 'Webhooks que j’ai faits',
					labelForTeam: 'Webhooks que la personne a faits',
					by: { created_by: 'name' },
					tells: { name: 'Programme averti', created_at: 'Fait le' },
					erasure: {
						because: 'le programme est averti pour le collectif : le webhook reste, sans le nom'
					}
				}
			],
			terms: [messageTerm]
		}
	],
	metrics: { none: NOTHING_TOLD },
	documents: { none: NOTHING_TOLD },
	exchange: { none: 'parce que le secret d’un webhook ne vaut que dans cette installation' }
};
