import {
	aside,
	audienceCell,
	choiceCell,
	codeCell,
	dateCell,
	dayCell,
	integerCell,
	longCell,
	may,
	must,
	refCell,
	refsCell,
	textCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import {
	commitmentStates,
	consents,
	editionStates,
	milestoneNatures,
	openPointNatures,
	textNatures,
	writtenChapters,
	type Consent
} from '../labels.ts';
import { isQuotationHeldBack, isTextHeldBack } from '../rules.ts';
import {
	commitment,
	edition,
	editionText,
	milestone,
	milestoneOrganisation,
	openPoint,
	quotation
} from './tables.ts';

const permission = 'editions.write';

export const editionKind = defineKind({
	name: 'edition',
	file: 'editions.csv',
	singular: 'édition',
	plural: 'éditions',
	feminine: true,
	table: edition,
	key: ['year'],
	codeField: 'year',
	permission,
	asks: ['year', 'title', 'cutOffOn', 'state'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		year: must('annee', integerCell),
		title: must('titre', textCell),
		subtitle: may('sous_titre', textCell),
		cutOffOn: aside(must('arrete_au', dayCell)),
		state: must('etat', choiceCell(editionStates)),
		place: may('lieu', textCell),
		...commonColumns
	}
});

export const editionTextKind = defineKind({
	name: 'editionText',
	file: 'textes.csv',
	singular: 'texte d’édition',
	plural: 'textes d’édition',
	table: editionText,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['text', 'chapter', 'nature', 'title', 'authorId', 'editionId'],
	firstReaders: { of: ['editionId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		editionId: must('edition', refCell('edition')),
		chapter: must('chapitre', choiceCell(writtenChapters)),
		rank: may('rang', integerCell),
		title: may('titre', textCell),
		text: must('texte', longCell),
		authorId: may('auteur', refCell('person')),
		authorTitle: may('qualite_auteur', textCell),
		on: may('date', dateCell),
		nature: must('nature', choiceCell(textNatures)),
		groupId: may('groupe', refCell('group')),
		projectId: may('projet', refCell('project')),
		consent: may('consentement', choiceCell(consents)),
		// Whom it is for; while it waits for an agreement, those who write it read it alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source,
		archivedOn: commonColumns.archivedOn
	},
	heldBack: {
		when: ({ consent }) => isTextHeldBack({ consent: consent as Consent | null }), // read by its cell
		until: 'l’accord de la personne noté'
	}
});

export const quotationKind = defineKind({
	name: 'quotation',
	file: 'citations.csv',
	singular: 'citation',
	plural: 'citations',
	feminine: true,
	table: quotation,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['text', 'personId', 'organisationId', 'consent', 'chapter', 'editionId'],
	firstReaders: { of: ['editionId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		editionId: must('edition', refCell('edition')),
		chapter: must('chapitre', choiceCell(writtenChapters)),
		rank: may('rang', integerCell),
		text: must('texte', textCell),
		personId: may('personne', refCell('person')),
		organisationId: may('organisation', refCell('organisation')),
		groupId: may('groupe', refCell('group')),
		projectId: may('projet', refCell('project')),
		title: may('qualite', textCell),
		consent: may('consentement', choiceCell(consents)),
		// Whom it is for; while it waits for an agreement, those who write it read it alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source,
		archivedOn: commonColumns.archivedOn
	},
	heldBack: {
		when: ({ consent }) => isQuotationHeldBack({ consent: consent as Consent | null }), // read by its cell
		until: 'l’accord de la personne noté'
	}
});

export const milestoneKind = defineKind({
	name: 'milestone',
	file: 'jalons.csv',
	singular: 'jalon',
	plural: 'jalons',
	table: milestone,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'on', 'nature', 'text'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		on: must('date', dateCell),
		title: must('intitule', textCell),
		text: may('texte', longCell),
		nature: must('nature', choiceCell(milestoneNatures)),
		organisations: may('organisations', refsCell('organisation')),
		position: may('ordre', integerCell),
		...commonColumns
	},
	links: {
		organisations: { table: milestoneOrganisation, owner: 'milestoneId', target: 'organisationId' }
	}
});

export const commitmentKind = defineKind({
	name: 'commitment',
	file: 'perspectives.csv',
	singular: 'perspective',
	plural: 'perspectives',
	feminine: true,
	table: commitment,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'text', 'state', 'owner', 'due', 'rank', 'editionId'],
	firstReaders: { of: ['editionId'], else: 'team' },
	columns: {
		code: must('code', codeCell),
		editionId: must('edition', refCell('edition')),
		rank: must('rang', integerCell),
		title: must('intitule', textCell),
		text: may('texte', longCell),
		groupId: may('groupe', refCell('group')),
		projectId: may('projet', refCell('project')),
		owner: may('responsable', textCell),
		due: aside(may('echeance', dateCell)),
		saidDue: may('echeance_dite', textCell),
		state: must('etat', choiceCell(commitmentStates)),
		...commonColumns
	}
});

export const openPointKind = defineKind({
	name: 'openPoint',
	file: 'points-ouverts.csv',
	singular: 'point ouvert',
	plural: 'points ouverts',
	table: openPoint,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['finding', 'question', 'settle', 'nature'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		code: must('code', codeCell),
		nature: must('nature', choiceCell(openPointNatures)),
		finding: must('constat', textCell),
		question: must('question', textCell),
		settle: must('comment_lever', textCell),
		lines: may('lignes', textCell),
		source: commonColumns.source
	}
});
