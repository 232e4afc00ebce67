import {
	aside,
	choiceCell,
	codeCell,
	dayCell,
	decimalCell,
	integerCell,
	may,
	must,
	refCell,
	textCell,
	type CellType
} from '#core/cells.ts';
import { commonColumns, defineKind } from '#core/server/kinds.ts';
import { placeLevels } from '../labels.ts';
import { isCommuneCode, membershipRefusals, pointRefusals } from '../rules.ts';
import { findOfficialCommune, findOfficialEpci } from './official-lists.ts';
import { commune, epci, epciMembership, indicator, indicatorValue } from './tables.ts';

const permission = 'territory.write';

const communeCodeCell: CellType<string> = {
	name: 'code INSEE',
	expects: 'un code INSEE de commune, cinq signes (pas un code postal)',
	read: (text) =>
		isCommuneCode(text)
			? // The code of a delegated commune is kept by nobody else: it is read as the commune it is part of.
				{ value: findOfficialCommune(text)?.code ?? text }
			: { refusal: 'n’est pas un code INSEE de commune (cinq signes)' },
	write: (value) => value
};
const sirenCell: CellType<string> = {
	name: 'SIREN',
	expects: 'un SIREN d’intercommunalité, neuf chiffres',
	read: (text) =>
		/^\d{9}$/.test(text) ? { value: text } : { refusal: 'n’est pas un SIREN (neuf chiffres)' },
	write: (value) => value
};

export const communeKind = defineKind({
	name: 'commune',
	file: 'communes.csv',
	singular: 'commune',
	plural: 'communes',
	feminine: true,
	table: commune,
	properNames: ['name'],
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['code', 'latitude', 'longitude', 'name'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'ces données sont publiques : leur source les publie'
	},
	columns: {
		code: must('code_insee', communeCodeCell),
		latitude: may('latitude', decimalCell),
		longitude: may('longitude', decimalCell),
		name: may('nom', textCell),
		source: commonColumns.source
	},
	check: (input) => {
		const unknown = !input.name && !findOfficialCommune(input.code);
		return [
			...(unknown
				? [
						{
							code: 'unknown-commune',
							field: 'code',
							message: `La commune ${input.code} n’est pas dans la liste officielle : vérifiez le code, ou donnez son nom.`
						}
					]
				: []),
			...pointRefusals(input)
		];
	},
	complete: (input) => {
		const official = findOfficialCommune(input.code);
		return {
			name: input.name ?? official?.name ?? input.code,
			arrondissementCode: official?.arrondissementCode ?? null,
			arrondissementName: official?.arrondissementName ?? null,
			departmentCode: official?.departmentCode ?? null,
			population: official?.population ?? null,
			postalCodes: official?.postalCodes ?? []
		};
	}
});

export const epciKind = defineKind({
	name: 'epci',
	file: 'intercommunalites.csv',
	singular: 'intercommunalité',
	plural: 'intercommunalités',
	feminine: true,
	table: epci,
	properNames: ['acronym', 'usualName'],
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['code', 'acronym', 'usualName'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'ces données sont publiques : leur source les publie'
	},
	columns: {
		code: must('siren', sirenCell),
		acronym: may('sigle', textCell),
		usualName: may('nom_usuel', textCell),
		organisationCode: may('organisation', codeCell),
		source: commonColumns.source
	},
	check: (input) =>
		findOfficialEpci(input.code) || input.usualName
			? []
			: [
					{
						code: 'unknown-epci',
						field: 'code',
						message: `L’intercommunalité ${input.code} n’est pas dans la liste officielle : vérifiez le SIREN, ou donnez son nom usuel.`
					}
				],
	complete: (input) => {
		const official = findOfficialEpci(input.code);
		return {
			name: official?.name ?? input.usualName ?? input.code,
			nature: official?.nature ?? null,
			population: official?.population ?? null
		};
	}
});

export const epciMembershipKind = defineKind({
	name: 'epciMembership',
	file: 'appartenances.csv',
	singular: 'appartenance',
	plural: 'appartenances',
	feminine: true,
	table: epciMembership,
	key: ['communeId', 'epciCode', 'from'],
	permission,
	asks: ['communeId', 'epciCode', 'from', 'until'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'ces données sont publiques : leur source les publie'
	},
	columns: {
		communeId: must('commune', refCell('commune')),
		epciCode: must('epci_siren', sirenCell),
		from: aside(may('du', dayCell)),
		until: aside(may('au', dayCell)),
		source: commonColumns.source
	},
	check: membershipRefusals
});

export const indicatorKind = defineKind({
	name: 'indicator',
	file: 'indicateurs.csv',
	singular: 'indicateur',
	plural: 'indicateurs',
	table: indicator,
	key: ['code'],
	codeField: 'code',
	permission,
	asks: ['label', 'unit', 'definition'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'ces données sont publiques : leur source les publie'
	},
	columns: {
		code: must('code', codeCell),
		label: must('libelle', textCell),
		unit: must('unite', textCell),
		position: may('ordre', integerCell),
		definition: may('definition', textCell),
		source: commonColumns.source
	}
});

export const indicatorValueKind = defineKind({
	name: 'indicatorValue',
	file: 'valeurs-indicateurs.csv',
	singular: 'valeur d’indicateur',
	plural: 'valeurs d’indicateurs',
	feminine: true,
	table: indicatorValue,
	key: ['indicatorId', 'level', 'place', 'period'],
	permission,
	asks: ['value', 'period', 'level', 'place', 'source', 'indicatorId'],
	firstReaders: {
		of: [],
		else: 'public',
		because: 'ces données sont publiques : leur source les publie'
	},
	columns: {
		indicatorId: must('indicateur', refCell('indicator')),
		level: must('niveau', choiceCell(placeLevels)),
		place: must('territoire', textCell),
		period: must('annee', textCell),
		value: must('valeur', decimalCell),
		source: must('source', textCell),
		citedBy: may('cite_par', textCell)
	}
});
