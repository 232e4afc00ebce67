import {
	choiceCell,
	codeCell,
	dateCell,
	may,
	must,
	refCell,
	refsCell,
	textCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { needSenses, needStates, needThemes, needVoices } from '../labels.ts';
import { need, needOrganisation } from './tables.ts';

export const needKind = defineKind({
	name: 'need',
	file: 'besoins.csv',
	singular: 'besoin ou offre',
	plural: 'besoins et offres',
	table: need,
	key: ['code'],
	codeField: 'code',
	permission: 'needs.write',
	asks: ['sense', 'title', 'theme', 'organisations', 'voice', 'state', 'answer'],
	firstReaders: { of: ['visitId', 'meetingId', 'groupId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		sense: must('sens', choiceCell(needSenses)),
		title: must('intitule', textCell),
		words: may('paroles', textCell),
		theme: must('theme', choiceCell(needThemes)),
		voice: must('voix', choiceCell(needVoices)),
		organisations: may('organisations', refsCell('organisation')),
		visitId: may('visite', refCell('visit')),
		meetingId: may('reunion', refCell('meeting')),
		groupId: may('groupe', refCell('group')),
		date: may('date', dateCell),
		state: must('etat', choiceCell(needStates)),
		answer: may('reponse', textCell),
		...commonColumns
	},
	links: {
		organisations: { table: needOrganisation, owner: 'needId', target: 'organisationId' }
	}
});
