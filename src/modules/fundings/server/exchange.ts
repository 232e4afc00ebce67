import {
	choiceCell,
	codeCell,
	dateCell,
	eurosCell,
	may,
	must,
	refCell,
	textCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { agreementStates, fundingStates, fundingTypes } from '../labels.ts';
import { agreementRefusals, amountRefusals } from '../rules.ts';
import { agreement, funding, fundingStep } from './tables.ts';

const permission = 'fundings.write';

export const fundingKind = defineKind({
	name: 'funding',
	file: 'financements.csv',
	singular: 'financement',
	plural: 'financements',
	table: funding,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['title', 'type', 'funderId', 'askedCents', 'grantedCents', 'projectId'],
	firstReaders: { of: ['projectId', 'groupId'], else: 'board' },
	columns: {
		code: must('code', codeCell),
		title: must('intitule', textCell),
		type: must('dispositif', choiceCell(fundingTypes)),
		funderId: may('financeur', refCell('organisation')),
		projectId: may('projet', refCell('project')),
		groupId: may('groupe', refCell('group')),
		applicantId: may('demandeur', refCell('organisation')),
		askedCents: may('montant_demande', eurosCell),
		grantedCents: may('montant_accorde', eurosCell),
		purpose: may('objet', textCell),
		...commonColumns
	},
	check: amountRefusals
});

export const fundingStepKind = defineKind({
	name: 'fundingStep',
	file: 'financements-etapes.csv',
	singular: 'étape de financement',
	plural: 'étapes de financement',
	feminine: true,
	table: fundingStep,
	key: ['fundingId', 'state'],
	permission,
	asks: ['state', 'on', 'remark', 'fundingId'],
	firstReaders: { of: ['fundingId'], else: 'board' },
	columns: {
		fundingId: must('financement', refCell('funding')),
		state: must('etat', choiceCell(fundingStates)),
		on: may('date', dateCell),
		saidDate: may('date_dite', textCell),
		remark: may('note', textCell),
		...commonColumns
	}
});

export const agreementKind = defineKind({
	name: 'agreement',
	file: 'conventions.csv',
	singular: 'convention',
	plural: 'conventions',
	feminine: true,
	table: agreement,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['partyId', 'purpose', 'state', 'from', 'yearlyCents'],
	firstReaders: { of: [], else: 'board' },
	columns: {
		code: must('code', codeCell),
		partyId: must('partie', refCell('organisation')),
		purpose: must('objet', textCell),
		state: must('etat', choiceCell(agreementStates)),
		from: may('du', dateCell),
		until: may('au', dateCell),
		yearlyCents: may('montant_annuel', eurosCell),
		counterpart: may('contrepartie', textCell),
		...commonColumns
	},
	check: agreementRefusals
});
