import {
	choiceCell,
	codeCell,
	dateCell,
	decimalCell,
	integerCell,
	longCell,
	may,
	must,
	quantityCell,
	refCell,
	textCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { frequencyPeriods, supportShares, supportTypes, surveyFeedbacks } from '../labels.ts';
import { frequencyRefusals, periodRefusals, surveyRefusals } from '../rules.ts';
import {
	sharedPost,
	sharedPostHost,
	sharedPostOutput,
	support,
	supportParticipant,
	survey
} from './tables.ts';

const permission = 'pooling.write';

export const sharedPostKind = defineKind({
	name: 'sharedPost',
	file: 'postes-mutualises.csv',
	singular: 'poste mutualisé',
	plural: 'postes mutualisés',
	table: sharedPost,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'personId', 'employerId', 'from', 'until', 'mission'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		title: must('intitule', textCell),
		personId: may('personne', refCell('person')),
		employerId: may('employeur', refCell('organisation')),
		contract: may('contrat', textCell),
		from: may('du', dateCell),
		until: may('au', dateCell),
		mission: may('mission', longCell),
		findings: may('constats', longCell),
		...commonColumns
	},
	check: periodRefusals
});

export const sharedPostHostKind = defineKind({
	name: 'sharedPostHost',
	file: 'postes-structures.csv',
	singular: 'structure servie',
	plural: 'structures servies',
	feminine: true,
	table: sharedPostHost,
	key: ['postId', 'organisationId'],
	permission,
	asks: ['organisationId', 'period', 'frequencyMin', 'frequencyMax', 'frequencyWords', 'postId'],
	firstReaders: { of: ['postId'], else: 'members' },
	columns: {
		postId: must('poste', refCell('sharedPost')),
		organisationId: must('organisation', refCell('organisation')),
		label: may('libelle', textCell),
		frequencyMin: may('frequence_min', decimalCell),
		frequencyMax: may('frequence_max', decimalCell),
		period: must('periode', choiceCell(frequencyPeriods)),
		frequencyWords: may('frequence_dite', textCell),
		position: may('ordre', integerCell),
		...commonColumns
	},
	check: frequencyRefusals
});

export const sharedPostOutputKind = defineKind({
	name: 'sharedPostOutput',
	file: 'postes-realisations.csv',
	singular: 'réalisation',
	plural: 'réalisations',
	feminine: true,
	table: sharedPostOutput,
	key: ['postId', 'title'],
	permission,
	asks: ['title', 'quantity', 'source', 'rank', 'postId'],
	firstReaders: { of: ['postId'], else: 'members' },
	columns: {
		postId: must('poste', refCell('sharedPost')),
		rank: must('rang', integerCell),
		title: must('intitule', textCell),
		quantity: may('quantite', quantityCell),
		quantityWords: may('quantite_dite', textCell),
		audience: commonColumns.audience,
		source: must('source', textCell)
	}
});

export const supportKind = defineKind({
	name: 'support',
	file: 'accompagnements.csv',
	singular: 'accompagnement',
	plural: 'accompagnements',
	table: support,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'type', 'providerId', 'from', 'until', 'days', 'text'],
	firstReaders: { of: ['projectId', 'groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		title: must('intitule', textCell),
		type: must('type', choiceCell(supportTypes)),
		providerId: may('organisme', refCell('organisation')),
		groupId: may('groupe', refCell('group')),
		projectId: may('projet', refCell('project')),
		signedOn: may('signe_le', dateCell),
		from: may('debut', dateCell),
		until: may('fin', dateCell),
		days: may('jours', quantityCell),
		text: may('texte', longCell),
		...commonColumns
	},
	check: periodRefusals
});

export const supportParticipantKind = defineKind({
	name: 'supportParticipant',
	file: 'accompagnements-participants.csv',
	singular: 'participant à un accompagnement',
	plural: 'participants aux accompagnements',
	table: supportParticipant,
	key: ['supportId', 'organisationId'],
	permission,
	asks: ['organisationId', 'share', 'supportId'],
	firstReaders: { of: ['supportId'], else: 'members' },
	columns: {
		supportId: must('accompagnement', refCell('support')),
		organisationId: must('organisation', refCell('organisation')),
		share: may('part', choiceCell(supportShares)),
		...commonColumns
	}
});

export const surveyKind = defineKind({
	name: 'survey',
	file: 'enquetes.csv',
	singular: 'enquête',
	plural: 'enquêtes',
	feminine: true,
	table: survey,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'feedback', 'date', 'meetingId', 'subject', 'result'],
	firstReaders: { of: ['meetingId', 'groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		title: must('intitule', textCell),
		date: may('date', dateCell),
		groupId: may('groupe', refCell('group')),
		meetingId: may('reunion', refCell('meeting')),
		subject: may('objet', longCell),
		feedback: must('restitution', choiceCell(surveyFeedbacks)),
		result: may('resultat', longCell),
		...commonColumns
	},
	check: surveyRefusals
});
