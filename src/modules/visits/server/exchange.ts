import {
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
	yesNoCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import {
	consents,
	passageSections,
	visitStates,
	type Consent,
	type VisitState
} from '../labels.ts';
import {
	editionOf,
	isForAnotherEdition,
	isHeldBack,
	isVisitHeldBack,
	quoteRefusals
} from '../rules.ts';
import { visit, visitFact, visitPassage } from './tables.ts';

const permission = 'visits.write';

export const visitKind = defineKind({
	name: 'visit',
	file: 'visites.csv',
	singular: 'visite',
	plural: 'visites',
	feminine: true,
	table: visit,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['organisationId', 'date', 'state', 'quote', 'quoteConsented'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		code: must('code', codeCell),
		organisationId: must('organisation', refCell('organisation')),
		date: must('date', dateCell),
		title: may('titre', textCell),
		quote: may('citation', textCell),
		quoteConsented: may('citation_consentie', yesNoCell),
		state: must('etat', choiceCell(visitStates)),
		position: may('ordre', integerCell),
		// Whom it is for; until it is published, those who write it read it alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source,
		archivedOn: commonColumns.archivedOn
	},
	heldBack: {
		when: ({ state, quote, quoteConsented }) =>
			isVisitHeldBack({
				state: state as VisitState | null, // read by their cells
				quote: quote as string | null,
				quoteConsented: quoteConsented as boolean | null
			}),
		until: 'la visite publiée, et sa citation accordée',
		released: { state: 'published' }
	},
	check: quoteRefusals
});

export const visitPassageKind = defineKind({
	name: 'visitPassage',
	file: 'visites-passages.csv',
	singular: 'passage de visite',
	plural: 'passages de visites',
	table: visitPassage,
	key: ['visitId', 'section', 'rank'],
	permission,
	asks: ['section', 'text', 'rank', 'sensitive', 'consent', 'visitId'],
	innerFields: ['sensitiveBecause'],
	firstReaders: { of: ['visitId'], else: 'team' },
	columns: {
		visitId: must('visite', refCell('visit')),
		section: must('rubrique', choiceCell(passageSections)),
		rank: must('rang', integerCell),
		text: must('texte', longCell),
		sensitive: may('sensible', yesNoCell),
		sensitiveBecause: may('motif_sensible', textCell),
		consent: may('consentement', choiceCell(consents)),
		consentEdition: may('consentement_edition', integerCell),
		// Whom it is for; without the agreement of the member, the team reads it alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source
	},
	heldBack: {
		when: ({ consent, sensitive, consentEdition }) =>
			isHeldBack({
				consent: consent as Consent | null, // read by their cells
				sensitive: sensitive as boolean | null,
				consentEdition: consentEdition as number | null
			}),
		within: ({ sensitive, consentEdition }, { date }) =>
			isForAnotherEdition(
				{
					sensitive: sensitive as boolean | null,
					consentEdition: consentEdition as number | null
				},
				editionOf({ date: String(date) })
			),
		until:
			'l’accord du membre noté (pour l’édition de l’année, si le passage est sensible) et la visite publiée'
	}
});

export const visitFactKind = defineKind({
	name: 'visitFact',
	file: 'visites-faits.csv',
	singular: 'fait de visite',
	plural: 'faits de visites',
	table: visitFact,
	key: ['visitId', 'label', 'year'],
	permission,
	asks: ['label', 'value', 'unit', 'text', 'year', 'visitId'],
	firstReaders: { of: ['visitId'], else: 'team' },
	columns: {
		visitId: must('visite', refCell('visit')),
		rank: may('rang', integerCell),
		label: must('intitule', textCell),
		value: may('valeur', quantityCell),
		text: may('texte', textCell),
		unit: may('unite', textCell),
		year: may('annee', textCell),
		...commonColumns
	}
});
