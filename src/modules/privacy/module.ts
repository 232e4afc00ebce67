import type { FanalModule } from '#core/server/contract.ts';
import { waitingRequests } from './server/waiting.ts';
import { logTerms } from './server/terms.ts';
import { ownTables } from './server/told.ts';

const NOTHING_TOLD =
	'parce que ces traces protègent les personnes et ne disent rien de la coopération';

export const module: FanalModule = {
	id: 'privacy',
	name: 'Données personnelles',
	sentence:
		'Ce que chacun peut voir, corriger et faire effacer, les durées de conservation, et qui a ouvert quoi.',
	path: '/donnees-personnelles',
	dependsOn: [],
	objects: { none: 'parce qu’une demande ne se cherche pas : l’équipe en tient la liste' },
	permissions: [
		{
			id: 'privacy.manage',
			label: 'répondre aux demandes sur les données personnelles',
			roles: ['team']
		},
		{
			id: 'privacy.openings',
			label: 'savoir qui a ouvert les fiches réservées',
			roles: ['team', 'board']
		}
	],
	navigation: [
		{
			label: 'Données personnelles',
			path: '/donnees-personnelles/demandes',
			group: 'installation',
			order: 97,
			also: ['/donnees-personnelles/durees'],
			permission: 'privacy.manage'
		},
		{
			label: 'Consultations',
			path: '/consultations',
			group: 'installation',
			order: 98,
			permission: 'privacy.openings'
		}
	],
	waiting: waitingRequests,
	events: [
		{
			name: 'privacy.asked',
			sentence: 'Demande sur des données personnelles reçue',
			readers: 'team'
		},
		{
			name: 'privacy.answered',
			sentence: 'Demande sur des données personnelles répondue',
			readers: 'team'
		},
		{ name: 'privacy.termHeld', sentence: 'Durée de conservation suspendue', readers: 'team' },
		{ name: 'privacy.termReleased', sentence: 'Durée de conservation reprise', readers: 'team' }
	],
	personalData: [
		{
			purpose: 'Dire qui a fait quoi sur chaque fiche, et pouvoir l’annuler',
			basis: 'Intérêt légitime : garder des fiches dignes de foi (RGPD, articles 5.1.d et 32)',
			people: 'Personnes qui écrivent dans Fanal, et celles dont la fiche change',
			data: 'Nom, compte, instant, valeurs avant et après',
			recipients: 'Qui peut modifier la fiche',
			retention: 'La vie de la fiche ; les traces de connexion, un an ; les imports, trois ans',
			source: 'Les actes faits dans Fanal',
			tables: ownTables.journal,
			terms: logTerms.filter((one) => ['privacy.entrances', 'privacy.imports'].includes(one.id))
		},
		{
			purpose: 'Savoir qui a ouvert les fiches réservées à quelques-uns',
			basis:
				'Intérêt légitime : protéger les personnes dont ces fiches parlent (RGPD, article 32 ; CNIL, délibération 2021-122)',
			people: 'Personnes qui ouvrent une fiche du bureau ou de personnes nommées',
			data: 'Nom, rôle, fiche, heure ; jamais le contenu, jamais le temps passé',
			recipients: 'Qui peut modifier la fiche ; l’équipe et le bureau',
			retention: 'Un an',
			source: 'La consultation elle-même',
			tables: ownTables.openings,
			terms: logTerms.filter((one) => one.id === 'privacy.openings')
		},
		{
			purpose: 'Répondre à qui exerce ses droits, et pouvoir le prouver',
			basis: 'Obligation légale (RGPD, articles 12 et 15 à 21)',
			people: 'Personnes qui font une demande, ou qui ont été effacées',
			data: 'Nom, adresse de réponse, demande, réponse ; d’une personne effacée, une empreinte sans nom',
			recipients: 'La personne et l’équipe',
			retention:
				'Cinq ans après la réponse ; l’empreinte, tant qu’un ancien dossier pourrait ramener la personne',
			source: 'La personne',
			tables: ownTables.requests,
			terms: logTerms.filter((one) => ['privacy.requests', 'privacy.farewells'].includes(one.id))
		}
	],
	metrics: { none: NOTHING_TOLD },
	documents: { none: NOTHING_TOLD },
	exchange: {
		none: 'parce qu’une demande et une trace n’ont de valeur que dans l’installation qui les a reçues'
	}
};
