import {
	choiceCell,
	codeCell,
	dateCell,
	fileCell,
	longCell,
	may,
	must,
	refCell,
	textCell,
	webCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { documentNatures } from '../labels.ts';
import { placeRefusals } from '../rules.ts';
import { document } from './tables.ts';

export const documentKind = defineKind({
	name: 'document',
	file: 'documents.csv',
	singular: 'document',
	plural: 'documents',
	table: document,
	key: ['code'],
	codeField: 'code',
	permission: 'documents.write',
	belongs: { groups: ['groupId'], organisations: ['organisationId'] },
	asks: ['title', 'nature', 'file', 'date', 'groupId'],
	firstReaders: { of: ['meetingId', 'projectId', 'groupId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		title: must('titre', textCell),
		nature: must('nature', choiceCell(documentNatures)),
		file: may('fichier', fileCell),
		address: may('adresse_web', webCell),
		date: may('date', dateCell),
		groupId: may('groupe', refCell('group')),
		meetingId: may('reunion', refCell('meeting')),
		organisationId: may('organisation', refCell('organisation')),
		projectId: may('projet', refCell('project')),
		summary: may('resume', longCell),
		...commonColumns
	},
	check: placeRefusals
});
