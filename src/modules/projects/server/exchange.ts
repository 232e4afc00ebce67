import {
	choiceCell,
	codeCell,
	dateCell,
	integerCell,
	longCell,
	may,
	must,
	refCell,
	textCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { projectNatures, projectStages, stakeholderRoles, stepStates } from '../labels.ts';
import { projectRefusals, stakeholderRefusals } from '../rules.ts';
import { project, projectStep, stakeholder } from './tables.ts';

const permission = 'projects.write';

export const projectKind = defineKind({
	name: 'project',
	file: 'projets.csv',
	singular: 'projet',
	plural: 'projets',
	table: project,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['name', 'nature', 'stage', 'groupId', 'summary', 'startedOn'],
	firstReaders: { of: ['groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		name: must('nom', textCell),
		groupId: may('groupe', refCell('group')),
		nature: must('nature', choiceCell(projectNatures)),
		stage: must('etape', choiceCell(projectStages)),
		summary: may('resume', longCell),
		territory: may('territoire', textCell),
		startedOn: may('debut', dateCell),
		endedOn: may('fin', dateCell),
		position: may('ordre', integerCell),
		...commonColumns
	},
	check: projectRefusals
});

export const stakeholderKind = defineKind({
	name: 'stakeholder',
	file: 'projets-parties.csv',
	singular: 'partie prenante',
	plural: 'parties prenantes',
	feminine: true,
	table: stakeholder,
	key: ['projectId', 'organisationId', 'personId', 'role'],
	permission,
	asks: ['organisationId', 'personId', 'role', 'projectId'],
	firstReaders: { of: ['projectId'], else: 'members' },
	columns: {
		projectId: must('projet', refCell('project')),
		organisationId: may('organisation', refCell('organisation')),
		personId: may('personne', refCell('person')),
		role: must('role', choiceCell(stakeholderRoles)),
		remark: may('precision', textCell),
		...commonColumns
	},
	check: stakeholderRefusals
});

export const projectStepKind = defineKind({
	name: 'projectStep',
	file: 'projets-etapes.csv',
	singular: 'étape de projet',
	plural: 'étapes de projet',
	feminine: true,
	table: projectStep,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'state', 'on', 'text', 'projectId'],
	firstReaders: { of: ['projectId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		projectId: must('projet', refCell('project')),
		on: may('date', dateCell),
		saidDate: may('date_dite', textCell),
		title: must('intitule', textCell),
		text: may('texte', longCell),
		state: must('etat', choiceCell(stepStates)),
		...commonColumns
	}
});
