import {
	codeCell,
	dateCell,
	may,
	must,
	quantityCell,
	refCell,
	textCell,
	yesNoCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { measure, reading } from './tables.ts';

const permission = 'measures.write';

export const measureKind = defineKind({
	name: 'measure',
	file: 'mesures.csv',
	singular: 'mesure',
	plural: 'mesures',
	feminine: true,
	table: measure,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['label', 'unit', 'definition', 'cumulative', 'channel'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		label: must('libelle', textCell),
		unit: must('unite', textCell),
		channel: may('canal', textCell),
		definition: must('definition', textCell),
		cumulative: may('cumul', yesNoCell),
		...commonColumns
	}
});

export const readingKind = defineKind({
	name: 'reading',
	file: 'releves.csv',
	singular: 'relevé',
	plural: 'relevés',
	table: reading,
	key: ['measureId', 'on'],
	permission,
	asks: ['value', 'on', 'source', 'measureId'],
	firstReaders: { of: ['measureId'], else: 'members' },
	columns: {
		measureId: must('mesure', refCell('measure')),
		on: must('date', dateCell),
		value: must('valeur', quantityCell),
		saidValue: may('valeur_dite', textCell),
		enteredBy: may('saisi_par', textCell),
		remark: may('note', textCell),
		audience: commonColumns.audience,
		source: must('source', textCell)
	}
});
