import {
	aside,
	choiceCell,
	codeCell,
	dateCell,
	integerCell,
	longCell,
	may,
	must,
	refCell,
	textCell,
	yesNoCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import {
	attentionStates,
	circles,
	deliverableStates,
	groupTypes,
	itemStates,
	lineageNatures,
	participantRoles
} from '../labels.ts';
import { readersGathered, lineageRefusals, participantRefusals } from '../rules.ts';
import {
	attentionPoint,
	deliverable,
	group,
	groupLineage,
	groupParticipant,
	groupSheet,
	roadMapItem
} from './tables.ts';

const permission = 'groups.write';

export const groupKind = defineKind({
	name: 'group',
	file: 'groupes.csv',
	singular: 'groupe',
	plural: 'groupes',
	table: group,
	properNames: ['name'],
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['name', 'type', 'circle', 'purpose', 'activeFrom'],
	gathers: readersGathered,
	firstReaders: {
		of: [],
		else: 'public',
		because: 'l’annuaire des organisations, de leurs adhésions et des groupes est public'
	},
	columns: {
		code: must('code', codeCell),
		number: may('numero', textCell),
		name: must('nom', textCell),
		type: must('type', choiceCell(groupTypes)),
		circle: must('cercle', choiceCell(circles)),
		purpose: may('objet', longCell),
		composition: may('composition', textCell),
		position: may('ordre', integerCell),
		activeFrom: may('actif_du', dateCell),
		activeUntil: may('actif_au', dateCell),
		...commonColumns
	}
});

export const groupParticipantKind = defineKind({
	name: 'groupParticipant',
	file: 'groupes-participants.csv',
	singular: 'participant de groupe',
	plural: 'participants de groupe',
	table: groupParticipant,
	key: ['groupId', 'organisationId', 'personId', 'role'],
	permission,
	asks: ['organisationId', 'personId', 'role', 'from', 'until', 'groupId'],
	firstReaders: { of: ['personId', 'groupId'], else: 'members' },
	columns: {
		groupId: must('groupe', refCell('group')),
		organisationId: may('organisation', refCell('organisation')),
		personId: may('personne', refCell('person')),
		role: must('role', choiceCell(participantRoles)),
		from: may('du', dateCell),
		until: may('au', dateCell),
		openList: may('liste_ouverte', yesNoCell),
		remark: may('precision', textCell),
		...commonColumns
	},
	check: participantRefusals
});

export const groupSheetKind = defineKind({
	name: 'groupSheet',
	file: 'fiches-groupes.csv',
	singular: 'fiche annuelle de groupe',
	plural: 'fiches annuelles de groupe',
	feminine: true,
	table: groupSheet,
	key: ['groupId', 'year'],
	permission: 'groups.steer',
	belongs: { groups: ['groupId'] },
	asks: ['year', 'context', 'activities', 'prospects', 'groupId'],
	firstReaders: { of: ['groupId'], else: 'members' },
	columns: {
		groupId: must('groupe', refCell('group')),
		year: must('annee', integerCell),
		context: may('contexte', longCell),
		activities: may('activites', longCell),
		prospects: may('perspectives', longCell),
		...commonColumns
	}
});

export const roadMapItemKind = defineKind({
	name: 'roadMapItem',
	file: 'feuilles-de-route.csv',
	singular: 'point de feuille de route',
	plural: 'points de feuille de route',
	table: roadMapItem,
	key: ['code'],
	codeField: 'code',
	permission: 'groups.steer',
	belongs: { groups: ['groupId'] },
	asks: ['title', 'state', 'owner', 'due', 'groupId'],
	firstReaders: { of: ['groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		groupId: must('groupe', refCell('group')),
		year: may('annee', integerCell),
		decidedOn: may('etablie_le', dateCell),
		position: may('rang', integerCell),
		title: must('intitule', textCell),
		state: must('etat', choiceCell(itemStates)),
		owner: may('responsable', textCell),
		due: aside(may('echeance', dateCell)),
		...commonColumns
	}
});

export const deliverableKind = defineKind({
	name: 'deliverable',
	file: 'livrables.csv',
	singular: 'livrable',
	plural: 'livrables',
	table: deliverable,
	key: ['code'],
	codeField: 'code',
	permission: 'groups.steer',
	belongs: { groups: ['groupId'] },
	asks: ['title', 'state', 'sort', 'on', 'groupId'],
	firstReaders: { of: ['groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		groupId: must('groupe', refCell('group')),
		title: must('intitule', textCell),
		sort: may('genre', textCell),
		on: may('date', dateCell),
		state: must('etat', choiceCell(deliverableStates)),
		remark: may('precision', textCell),
		...commonColumns
	}
});

export const attentionPointKind = defineKind({
	name: 'attentionPoint',
	file: 'points-attention.csv',
	singular: 'point d’attention',
	plural: 'points d’attention',
	table: attentionPoint,
	key: ['code'],
	codeField: 'code',
	permission: 'groups.steer',
	belongs: { groups: ['groupId'] },
	asks: ['title', 'state', 'since', 'groupId'],
	firstReaders: { of: ['groupId'], else: 'members' },
	columns: {
		code: must('code', codeCell),
		groupId: must('groupe', refCell('group')),
		title: must('intitule', textCell),
		since: may('depuis', dateCell),
		state: must('etat', choiceCell(attentionStates)),
		...commonColumns
	}
});

export const groupLineageKind = defineKind({
	name: 'groupLineage',
	file: 'filiations-groupes.csv',
	singular: 'filiation de groupe',
	plural: 'filiations de groupe',
	feminine: true,
	table: groupLineage,
	key: ['originId', 'bornId'],
	permission,
	asks: ['originId', 'bornId', 'nature', 'on', 'reason'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'l’annuaire des organisations, de leurs adhésions et des groupes est public'
	},
	columns: {
		originId: must('origine', refCell('group')),
		bornId: must('issu', refCell('group')),
		nature: must('nature', choiceCell(lineageNatures)),
		on: may('date', dateCell),
		reason: may('motif', textCell),
		...commonColumns
	},
	check: lineageRefusals
});
