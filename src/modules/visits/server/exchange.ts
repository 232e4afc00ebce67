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
import { consents, passageSections, visitStates } from '../labels.ts';
import { passageAudience, quoteRefusals } from '../rules.ts';
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
	columns: {
		code: must('code', codeCell),
		organisationId: must('organisation', refCell('organisation')),
		date: must('date', dateCell),
		title: may('titre', textCell),
		quote: may('citation', textCell),
		quoteConsented: may('citation_consentie', yesNoCell),
		state: must('etat', choiceCell(visitStates)),
		position: may('ordre', integerCell),
		...commonColumns
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
	columns: {
		visitId: must('visite', refCell('visit')),
		section: must('rubrique', choiceCell(passageSections)),
		rank: must('rang', integerCell),
		text: must('texte', longCell),
		sensitive: may('sensible', yesNoCell),
		sensitiveBecause: may('motif_sensible', textCell),
		consent: may('consentement', choiceCell(consents)),
		consentEdition: may('consentement_edition', integerCell),
		// The audience that every door asks is computed below: what is held back is for the team alone.
		declaredAudience: may('audience', audienceCell),
		source: commonColumns.source
	},
	complete: (input) => ({ audience: passageAudience(input, input.declaredAudience) })
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
