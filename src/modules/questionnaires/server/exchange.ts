import {
	choiceCell,
	codeCell,
	dateCell,
	dayCell,
	integerCell,
	longCell,
	may,
	must,
	nameCell,
	refCell,
	textCell,
	yesNoCell
} from '#core/cells.ts';
import { anyKind, commonColumns, defineKind } from '#core/server/kinds.ts';
import { questionTypes } from '../labels.ts';
import { dayRefusals, questionRefusals } from '../rules.ts';
import { answer, answerSheet, question, questionnaire } from './tables.ts';

const permission = 'questionnaires.write';

export const questionnaireKind = defineKind({
	name: 'questionnaire',
	file: 'questionnaires.csv',
	singular: 'questionnaire',
	plural: 'questionnaires',
	table: questionnaire,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { groups: ['groupId'] },
	asks: ['title', 'introduction', 'groupId', 'closesOn', 'unnamed'],
	firstReaders: { of: ['groupId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		title: must('titre', textCell),
		introduction: may('introduction', longCell),
		groupId: may('groupe', refCell('group')),
		opensOn: may('ouvre_le', dayCell),
		closesOn: may('ferme_le', dayCell),
		unnamed: may('sans_nom', yesNoCell),
		...commonColumns
	},
	check: dayRefusals
});

export const questionKind = defineKind({
	name: 'question',
	file: 'questions.csv',
	singular: 'question',
	plural: 'questions',
	feminine: true,
	table: question,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { through: { field: 'questionnaireId', kind: () => anyKind(questionnaireKind) } },
	asks: ['wording', 'type', 'choices', 'rank', 'required', 'questionnaireId'],
	firstReaders: { of: ['questionnaireId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		questionnaireId: must('questionnaire', refCell('questionnaire')),
		rank: must('rang', integerCell),
		wording: must('intitule', textCell),
		type: must('forme', choiceCell(questionTypes)),
		choices: may('choix', textCell),
		unit: may('unite', textCell),
		required: may('obligatoire', yesNoCell),
		...commonColumns
	},
	check: questionRefusals
});

/** What people answer is for the team, and for who tends the questionnaire: the pages ask that right. */
const toTheTeam = () => ({ audience: 'team' as const });

export const answerSheetKind = defineKind({
	name: 'answerSheet',
	file: 'questionnaires-remplis.csv',
	singular: 'questionnaire rempli',
	plural: 'questionnaires remplis',
	table: answerSheet,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { through: { field: 'questionnaireId', kind: () => anyKind(questionnaireKind) } },
	asks: ['questionnaireId', 'answeredOn', 'personId', 'organisationId'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		code: must('code', codeCell),
		questionnaireId: must('questionnaire', refCell('questionnaire')),
		personId: may('personne', refCell('person')),
		organisationId: may('organisation', refCell('organisation')),
		respondent: may('repondant', nameCell),
		answeredOn: must('date', dateCell),
		source: commonColumns.source
	},
	complete: toTheTeam
});

export const answerKind = defineKind({
	name: 'answer',
	file: 'questionnaires-reponses.csv',
	singular: 'réponse',
	plural: 'réponses',
	feminine: true,
	table: answer,
	key: ['sheetId', 'questionId'],
	permission,
	belongs: { through: { field: 'sheetId', kind: () => anyKind(answerSheetKind) } },
	asks: ['value', 'questionId', 'sheetId'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		sheetId: must('rempli', refCell('answerSheet')),
		questionId: must('question', refCell('question')),
		value: must('reponse', textCell),
		source: commonColumns.source
	},
	complete: toTheTeam
});
