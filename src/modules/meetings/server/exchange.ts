import {
	aside,
	audienceCell,
	choiceCell,
	codeCell,
	dateCell,
	integerCell,
	longCell,
	may,
	must,
	quantityCell,
	refCell,
	textCell,
	timeCell,
	yesNoCell
} from '#core/cells.ts';
import { anyKind, commonColumns, defineKind } from '#core/server/kinds.ts';
import {
	actionStates,
	attendanceModes,
	type AttendanceMode,
	capacities,
	linkNatures,
	meetingStates,
	meetingTypes,
	type MeetingType,
	minutesStates
} from '../labels.ts';
import {
	AWAY,
	attendanceRefusals,
	BODY_BY_TYPE,
	hoursRefusals,
	READERS_BY_TYPE
} from '../rules.ts';
import {
	action,
	agendaItem,
	attendance,
	decision,
	meeting,
	meetingLink,
	minutes
} from './tables.ts';

const permission = 'meetings.write';

export const meetingKind = defineKind({
	name: 'meeting',
	file: 'reunions.csv',
	singular: 'réunion',
	plural: 'réunions',
	feminine: true,
	table: meeting,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { groups: ['groupId'] },
	asks: ['title', 'type', 'on', 'startTime', 'place', 'groupId', 'state'],
	firstReaders: {
		of: ['groupId'],
		named: ({ type }) => BODY_BY_TYPE[type as MeetingType], // read by its cell
		else: ({ type }) => READERS_BY_TYPE[type as MeetingType]
	},
	columns: {
		code: must('code', codeCell),
		groupId: may('groupe', refCell('group')),
		title: must('titre', textCell),
		type: must('type', choiceCell(meetingTypes)),
		on: must('date', dateCell),
		saidDate: may('date_dite', textCell),
		startTime: may('heure_debut', timeCell),
		endTime: may('heure_fin', timeCell),
		place: may('lieu', textCell),
		communeId: may('commune', refCell('commune')),
		hostId: may('hote', refCell('organisation')),
		participants: may('participants', quantityCell),
		saidParticipants: may('participants_dits', textCell),
		state: must('etat', choiceCell(meetingStates)),
		inCalendar: may('calendrier', yesNoCell),
		sourceRank: may('rang_source', integerCell),
		summary: may('resume', longCell),
		...commonColumns
	},
	check: hoursRefusals,
	cautionOf: ({ state }) =>
		state === 'planned'
			? 'Cette réunion est encore notée « Prévue » : ce qui y sera dit n’a pas eu lieu.'
			: undefined
});

export const agendaItemKind = defineKind({
	name: 'agendaItem',
	file: 'ordres-du-jour.csv',
	singular: 'point d’ordre du jour',
	plural: 'points d’ordre du jour',
	table: agendaItem,
	key: ['meetingId', 'rank'],
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['title', 'rank', 'startTime', 'meetingId'],
	firstReaders: { of: ['meetingId'], else: 'team' },
	columns: {
		meetingId: must('reunion', refCell('meeting')),
		rank: must('rang', textCell),
		startTime: may('heure_debut', timeCell),
		endTime: may('heure_fin', timeCell),
		title: must('intitule', textCell),
		...commonColumns
	},
	check: hoursRefusals
});

export const attendanceKind = defineKind({
	name: 'attendance',
	file: 'presences.csv',
	singular: 'présence',
	plural: 'présences',
	feminine: true,
	table: attendance,
	key: ['meetingId', 'personId', 'organisationId'],
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['personId', 'organisationId', 'capacity', 'mode', 'proxyToId', 'meetingId'],
	firstReaders: {
		of: ['meetingId'],
		else: 'team',
		unlessAway: ({ mode }) => AWAY.includes(mode as AttendanceMode)
	},
	columns: {
		meetingId: must('reunion', refCell('meeting')),
		personId: may('personne', refCell('person')),
		organisationId: may('organisation', refCell('organisation')),
		capacity: must('qualite', choiceCell(capacities)),
		mode: must('mode', choiceCell(attendanceModes)),
		proxyToId: may('pouvoir_a', refCell('person')),
		remark: may('precision', textCell),
		...commonColumns
	},
	check: attendanceRefusals
});

export const minutesKind = defineKind({
	name: 'minutes',
	file: 'comptes-rendus.csv',
	singular: 'compte rendu',
	plural: 'comptes rendus',
	table: minutes,
	key: ['meetingId'],
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['text', 'state', 'approvedOn', 'meetingId'],
	firstReaders: { of: ['meetingId'], else: 'team' },
	columns: {
		meetingId: must('reunion', refCell('meeting')),
		state: must('etat', choiceCell(minutesStates)),
		text: must('texte', longCell),
		approvedOn: may('approuve_le', dateCell),
		// Whom they are for; a draft is read by those who write it alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source,
		archivedOn: commonColumns.archivedOn
	},
	heldBack: {
		when: ({ state }) => state !== 'reread' && state !== 'approved',
		until: 'le compte rendu relu'
	}
});

export const decisionKind = defineKind({
	name: 'decision',
	file: 'decisions.csv',
	singular: 'décision',
	plural: 'décisions',
	feminine: true,
	table: decision,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['title', 'text', 'meetingId', 'groupId', 'on'],
	firstReaders: { of: ['meetingId', 'groupId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		meetingId: may('reunion', refCell('meeting')),
		groupId: may('groupe', refCell('group')),
		on: may('date', dateCell),
		title: must('intitule', textCell),
		text: may('texte', longCell),
		...commonColumns
	}
});

export const actionKind = defineKind({
	name: 'action',
	file: 'actions.csv',
	singular: 'action',
	plural: 'actions',
	feminine: true,
	table: action,
	key: ['code'],
	codeField: 'code',
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['title', 'personId', 'organisationId', 'due', 'state', 'meetingId', 'groupId'],
	firstReaders: { of: ['meetingId', 'groupId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		meetingId: may('reunion', refCell('meeting')),
		groupId: may('groupe', refCell('group')),
		title: must('intitule', textCell),
		personId: may('responsable_personne', refCell('person')),
		organisationId: may('responsable_organisation', refCell('organisation')),
		due: aside(may('echeance', dateCell)),
		state: must('etat', choiceCell(actionStates)),
		...commonColumns
	}
});

export const meetingLinkKind = defineKind({
	name: 'meetingLink',
	file: 'reunions-liens.csv',
	singular: 'lien de réunion',
	plural: 'liens de réunion',
	table: meetingLink,
	key: ['meetingId', 'organisationId', 'groupId', 'personId', 'nature'],
	permission,
	belongs: { through: { field: 'meetingId', kind: () => anyKind(meetingKind) } },
	asks: ['nature', 'organisationId', 'personId', 'groupId', 'meetingId'],
	firstReaders: { of: ['meetingId'], else: 'team' },
	columns: {
		meetingId: must('reunion', refCell('meeting')),
		organisationId: may('organisation', refCell('organisation')),
		groupId: may('groupe', refCell('group')),
		personId: may('personne', refCell('person')),
		nature: must('nature', choiceCell(linkNatures)),
		remark: may('precision', textCell),
		...commonColumns
	}
});
