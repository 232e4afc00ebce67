import type { FanalModule } from '#core/server/contract.ts';
import { anyKind } from '#core/server/kinds.ts';
import { QUESTIONNAIRES_PATH } from './paths.ts';
import { answerKind, answerSheetKind, questionKind, questionnaireKind } from './server/exchange.ts';
import { guests } from './server/guests.ts';
import { questionnaireMetrics } from './server/metrics.ts';
import { objects } from './server/objects.ts';
import { answeredTerm, sheetTerm } from './server/terms.ts';

export const module: FanalModule = {
	id: 'questionnaires',
	name: 'Questionnaires',
	sentence: 'Des questions posées aux membres et aux partenaires, et ce qu’ils ont répondu.',
	path: QUESTIONNAIRES_PATH,
	dependsOn: ['network', 'groups'],
	objects,
	permissions: [
		{ id: 'questionnaires.read', label: 'lire les questionnaires', roles: ['public'] },
		{
			id: 'questionnaires.write',
			label: 'écrire un questionnaire et lire ce qu’on y répond',
			roles: ['team', 'pilot']
		}
	],
	guests,
	navigation: [
		{
			label: 'Questionnaires',
			path: QUESTIONNAIRES_PATH,
			group: 'action',
			order: 70,
			permission: 'questionnaires.read'
		}
	],
	events: {
		none: 'parce que le noyau dit déjà ce qui est écrit, et qu’une réponse n’est pas une nouvelle'
	},
	personalData: [
		{
			purpose: 'Recueillir l’avis des membres et des partenaires',
			basis: 'Intérêt légitime : préparer les travaux du collectif avec ceux qui les feront',
			people: 'Personnes qui répondent à un questionnaire où les réponses portent un nom',
			data: 'Nom, jour et contenu de la réponse',
			recipients: 'L’équipe, et les pilotes du groupe dont le questionnaire dépend',
			retention:
				'Le nom : deux ans après la fermeture du questionnaire ; la réponse reste, sans nom',
			source: 'La personne elle-même',
			tables: [
				{
					table: 'questionnaires_sheet',
					label: 'Questionnaires que j’ai remplis',
					labelForTeam: 'Questionnaires que la personne a remplis',
					by: { person_id: 'person', respondent: 'name' },
					erasure: { because: 'la réponse compte ; elle ne dit plus de qui elle vient' }
				}
			],
			terms: [sheetTerm]
		},
		{
			purpose: 'Faire que chacun réponde une fois à un questionnaire sans nom',
			basis: 'Intérêt légitime : des résultats justes, sans savoir qui a répondu quoi',
			people: 'Personnes qui répondent à un questionnaire sans nom',
			data: 'Une empreinte, que seule l’installation peut refaire ; ni nom, ni heure, ni réponse',
			recipients: 'Personne : aucune page ne la montre',
			retention: 'Un mois après la fermeture du questionnaire',
			source: 'La personne elle-même',
			tables: [],
			terms: [answeredTerm]
		}
	],
	metrics: {
		none: 'parce que chaque questionnaire déclare le sien : les réponses reçues'
	},
	dynamicMetrics: questionnaireMetrics,
	documents: {
		none: 'parce que le rapport cite ce qu’un groupe a tiré des réponses, non les réponses'
	},
	exchange: [
		anyKind(questionnaireKind),
		anyKind(questionKind),
		anyKind(answerSheetKind),
		anyKind(answerKind)
	]
};
