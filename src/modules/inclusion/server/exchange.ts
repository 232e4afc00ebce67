import {
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
import { aggregateRefusals } from '../rules.ts';
import { workshop, workshopPeriod } from './tables.ts';

const permission = 'inclusion.write';

export const workshopKind = defineKind({
	name: 'workshop',
	file: 'ateliers.csv',
	singular: 'atelier',
	plural: 'ateliers',
	table: workshop,
	properNames: ['name'],
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['name', 'purpose', 'people', 'activities'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		name: must('nom', textCell),
		frame: may('cadre', textCell),
		people: may('public', textCell),
		purpose: may('objet', longCell),
		activities: may('activites', longCell),
		prospects: may('perspectives', longCell),
		position: may('ordre', integerCell),
		...commonColumns
	}
});

export const workshopPeriodKind = defineKind({
	name: 'workshopPeriod',
	file: 'ateliers-periodes.csv',
	singular: 'période d’atelier',
	plural: 'périodes d’atelier',
	feminine: true,
	table: workshopPeriod,
	key: ['workshopId', 'from'],
	permission,
	asks: ['from', 'until', 'participants', 'women', 'men', 'source', 'workshopId'],
	firstReaders: { of: ['workshopId'], else: 'members' },
	columns: {
		workshopId: must('atelier', refCell('workshop')),
		from: must('du', dateCell),
		until: may('au', dateCell),
		leaderId: may('animation', refCell('person')),
		participants: may('participants', integerCell),
		women: may('femmes', integerCell),
		men: may('hommes', integerCell),
		jobExits: may('sorties_emploi', integerCell),
		trainingExits: may('sorties_formation', integerCell),
		remark: may('precision', textCell),
		audience: commonColumns.audience,
		source: must('source', textCell)
	},
	check: aggregateRefusals
});
