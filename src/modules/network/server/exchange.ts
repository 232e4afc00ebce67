import {
	aside,
	choiceCell,
	codeCell,
	dateCell,
	decimalCell,
	eurosCell,
	integerCell,
	longCell,
	may,
	must,
	nameCell,
	quantityCell,
	refCell,
	textCell,
	yesNoCell
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { organisationNatures, roleFunctions, spellingNatures } from '../labels.ts';
import { isSiret, periodRefusals } from '../rules.ts';
import { refuseErased } from './erased.ts';
import { membership, organisation, person, role, spelling, yearlySheet } from './tables.ts';

const permission = 'network.write';

export const organisationKind = defineKind({
	name: 'organisation',
	file: 'organisations.csv',
	singular: 'organisation',
	plural: 'organisations',
	feminine: true,
	table: organisation,
	properNames: ['name', 'fullName'],
	key: ['code'],
	codeField: 'code',
	permission: 'network.describe',
	belongs: { organisations: ['id'] },
	asks: ['name', 'nature', 'activities', 'address', 'postalCode', 'city', 'website'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'l’annuaire des organisations, de leurs adhésions et des groupes est public'
	},
	columns: {
		code: must('code', codeCell),
		name: must('nom', nameCell),
		fullName: may('nom_complet', nameCell),
		nature: must('nature', choiceCell(organisationNatures)),
		siret: may('siret', textCell),
		address: may('adresse', textCell),
		postalCode: may('code_postal', textCell),
		city: may('ville', textCell),
		communeId: may('commune', refCell('commune')),
		website: may('site', textCell),
		activities: may('activites', textCell),
		foundedOn: aside(may('fondee_le', dateCell)),
		founder: may('fondateur', textCell),
		presentation: may('presentation', longCell),
		position: may('ordre', integerCell),
		...commonColumns
	},
	check: (input) =>
		input.siret && !isSiret(input.siret)
			? [
					{
						code: 'siret-invalid',
						field: 'siret',
						message:
							'Le SIRET doit compter 14 chiffres et sa clé doit être juste : vérifiez-le, ou laissez la case vide.'
					}
				]
			: []
});

export const personKind = defineKind({
	name: 'person',
	file: 'personnes.csv',
	singular: 'personne',
	plural: 'personnes',
	feminine: true,
	table: person,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['firstName', 'lastName'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		code: must('code', codeCell),
		firstName: may('prenom', nameCell),
		lastName: may('nom', nameCell),
		remark: may('complement', textCell),
		...commonColumns
	},
	admits: refuseErased,
	check: (input) =>
		input.firstName || input.lastName
			? []
			: [
					{
						code: 'name-missing',
						field: 'lastName',
						message: 'Il faut au moins un prénom ou un nom.'
					}
				]
});

export const roleKind = defineKind({
	name: 'role',
	file: 'roles.csv',
	singular: 'fonction',
	plural: 'fonctions',
	feminine: true,
	table: role,
	key: ['personId', 'organisationId', 'function', 'title'],
	permission,
	asks: ['personId', 'organisationId', 'function', 'from', 'until', 'title'],
	firstReaders: { of: ['personId'], else: 'members' },
	columns: {
		personId: must('personne', refCell('person')),
		organisationId: must('organisation', refCell('organisation')),
		function: must('fonction', choiceCell(roleFunctions)),
		title: may('titre', textCell),
		field: may('domaine', textCell),
		from: may('du', dateCell),
		until: may('au', dateCell),
		position: may('ordre', integerCell),
		...commonColumns
	},
	check: periodRefusals
});

export const membershipKind = defineKind({
	name: 'membership',
	file: 'adhesions.csv',
	singular: 'adhésion',
	plural: 'adhésions',
	feminine: true,
	table: membership,
	key: ['organisationId', 'from'],
	permission,
	asks: ['organisationId', 'from', 'until', 'college', 'reason'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'l’annuaire des organisations, de leurs adhésions et des groupes est public'
	},
	columns: {
		organisationId: must('organisation', refCell('organisation')),
		from: may('du', dateCell),
		until: may('au', dateCell),
		college: may('college', textCell),
		reason: may('raison', textCell),
		expectations: may('attentes', textCell),
		...commonColumns
	},
	check: periodRefusals
});

export const yearlySheetKind = defineKind({
	name: 'yearlySheet',
	file: 'fiches-annuelles.csv',
	singular: 'fiche annuelle',
	plural: 'fiches annuelles',
	feminine: true,
	table: yearlySheet,
	key: ['organisationId', 'year'],
	permission: 'network.describe',
	belongs: { organisations: ['organisationId'] },
	asks: ['year', 'jobs', 'insertionJobs', 'volunteers', 'budgetCents', 'source', 'organisationId'],
	firstReaders: { of: [], else: 'members' },
	columns: {
		organisationId: must('organisation', refCell('organisation')),
		year: must('annee', integerCell),
		jobs: may('emplois', quantityCell),
		fullTimeEquivalents: may('etp', decimalCell),
		insertionJobs: may('emplois_insertion', quantityCell),
		volunteers: may('benevoles', quantityCell),
		adherents: may('adherents', quantityCell),
		beneficiaries: may('beneficiaires', quantityCell),
		turnoverCents: may('chiffre_affaires', eurosCell),
		budgetCents: may('budget', eurosCell),
		remark: may('precision', textCell),
		audience: commonColumns.audience,
		source: must('source', textCell)
	}
});

export const spellingKind = defineKind({
	name: 'spelling',
	file: 'graphies.csv',
	singular: 'graphie',
	plural: 'graphies',
	feminine: true,
	table: spelling,
	key: ['nature', 'code', 'text'],
	permission,
	asks: ['text', 'nature', 'code', 'recognised'],
	firstReaders: { of: [], else: 'team' },
	columns: {
		nature: must('nature', choiceCell(spellingNatures)),
		code: must('code', codeCell),
		text: must('graphie', textCell),
		recognised: may('reconnue', yesNoCell),
		where: may('contexte', textCell),
		source: commonColumns.source
	}
});
