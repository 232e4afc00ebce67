import { sql } from 'drizzle-orm';
import type { Term } from '#core/server/privacy/declared.ts';
import { answered, answerSheet, questionnaire } from './tables.ts';

/** Who answered what is of use while the answers are worked on; what was answered stays, and counts. */
export const sheetTerm: Term = {
	id: 'questionnaires.names',
	label: 'Noms sur les questionnaires remplis',
	after: 'deux ans après la fermeture du questionnaire, ou après la réponse s’il ne se ferme pas',
	because: 'Le temps de travailler sur les réponses et d’y revenir avec les personnes.',
	rows: {
		table: answerSheet,
		endsAt: sql`CASE WHEN ${answerSheet.personId} IS NULL AND ${answerSheet.respondent} IS NULL THEN NULL
			ELSE (SELECT coalesce(q.closes_on, ${answerSheet.answeredOn})::timestamptz + interval '2 years'
				FROM ${questionnaire} q WHERE q.id = ${answerSheet.questionnaireId}) END`,
		replaces: { personId: null, respondent: null, linkId: null }
	}
};

/** That somebody has answered without a name serves for one thing: that they answer once. */
export const answeredTerm: Term = {
	id: 'questionnaires.answered',
	label: 'Marques de qui a répondu sans nom',
	after: 'un mois après la fermeture du questionnaire',
	because: 'Elles ne servent qu’à ce que chacun réponde une fois.',
	rows: {
		table: answered,
		endsAt: sql`(SELECT q.closes_on::timestamptz + interval '1 month'
			FROM ${questionnaire} q WHERE q.id = ${answered.questionnaireId})`
	}
};
