import type { Block, Chapter, Figure, MapBlock, PublishedDocument } from '#core/blocks.ts';
import { partialDate } from '#core/partial-date.ts';
import { fromMarkdown } from '#core/rich-text.ts';

/** Figures of an invented collective: counted, estimated, and never recorded. */
export const FIGURES = {
	visits: figure({ metric: 'visits.held', label: 'Visites tenues', value: 7, unit: 'visites' }),
	jobs: figure({
		metric: 'network.jobs',
		label: 'Emplois chez les membres',
		value: 1200,
		qualifier: 'about',
		unit: 'emplois',
		source: 'fiches annuelles, 17 sur 20'
	}),
	turnover: figure({
		metric: 'network.turnover',
		label: 'Chiffre d’affaires cumulé',
		value: 25,
		unit: 'M€'
	}),
	exits: figure({
		metric: 'forum.exits',
		label: 'Sorties vers l’emploi',
		value: null,
		unit: 'sorties'
	}),
	projects: figure({
		metric: 'projects.followed',
		label: 'Projets suivis',
		value: 4,
		upTo: 7,
		qualifier: 'range',
		unit: 'projets'
	})
} satisfies Record<string, Figure>;

/** One block of each kind, in an order that a real chapter could have. */
export const BLOCKS: Block[] = [
	{
		kind: 'heading',
		level: 2,
		text: 'Visite de L’Atelier du Lys',
		id: 'visite-atelier',
		newPage: true
	},
	{
		kind: 'facts',
		title: 'En bref',
		entries: [
			{ label: 'Structure', value: { text: 'L’Atelier du Lys', href: '/membres/atelier-du-lys' } },
			{ label: 'Fondée', value: '1990' },
			{ label: 'Salariés', value: ['16, dont ', { text: '12 en insertion', strong: true }] },
			{ label: 'Budget', value: { text: '', missing: true } }
		]
	},
	{
		kind: 'prose',
		text: fromMarkdown(
			'### Histoire\n\nFondé en 1990 par des habitants, l’atelier *répare* des vélos et **forme** 1 200 personnes. Son site : [le voici](https://example.org/atelier).\n\n- entretien\n- location :\n  1. à la journée\n  2. au mois\n\n> On apprend en faisant !\n\n### Pourquoi coopérer ?\n\nPour `mutualiser` les outils.'
		),
		sources: ['compte rendu de la visite']
	},
	{
		kind: 'quote',
		text: 'Seul, on va plus vite ; ensemble, on va plus loin.',
		author: 'Nadia Ferrand',
		role: 'directrice',
		href: '/visites/atelier-du-lys'
	},
	{ kind: 'heading', level: 2, text: 'L’année en chiffres', id: 'chiffres' },
	{ kind: 'keyFigures', figures: Object.values(FIGURES) },
	{
		kind: 'paragraph',
		runs: [
			'En 2023, ',
			{ text: '7 visites', figure: '/chiffres/visits.held?annee=2023', strong: true },
			' ont eu lieu ; le nombre de sorties est ',
			{ text: 'non renseigné', missing: true },
			'.'
		]
	},
	{
		kind: 'chart',
		chart: 'bars',
		title: 'Les sites internet ont pris la moitié de l’année',
		caption: 'Livrables acceptés par les membres, 2023',
		series: ['Livrables'],
		unit: 'livrables',
		rows: [
			{ label: 'Supports imprimables (flyers, plaquettes, cartes de visite)', values: [150] },
			{ label: 'Vidéos', values: [30] },
			{ label: 'Sites internet', values: [8], href: '/livrables?type=site' },
			{ label: 'Chartes graphiques', values: [null] }
		]
	},
	{
		kind: 'chart',
		chart: 'pairedBars',
		title: 'L’arrondissement du nord est deux fois plus peuplé, et plus pauvre',
		caption: 'Insee, recensement de 2018',
		series: ['Nord', 'Sud'],
		unit: '',
		rows: [
			{ label: 'Population', values: [351624, 161111], unit: 'habitants' },
			{ label: 'Taux de pauvreté', values: [23.1, 19.3], unit: '%', decimals: 1 },
			{ label: 'Évolution annuelle', values: [0.1, -0.2], unit: '%', decimals: 1 }
		]
	},
	{
		kind: 'chart',
		chart: 'columns',
		title: 'Deux réunions par mois à l’automne',
		caption: 'Réunions tenues, par mois',
		series: ['Réunions'],
		unit: 'réunions',
		rows: [
			'janvier',
			'février',
			'mars',
			'avril',
			'mai',
			'juin',
			'juillet',
			'août',
			'septembre',
			'octobre',
			'novembre',
			'décembre'
		].map((label, index) => ({
			label,
			values: [[1, 2, 1, 2, 1, 1, 0, 0, 2, 1, 3, 1][index] ?? null]
		}))
	},
	{
		kind: 'chart',
		chart: 'line',
		title: 'La page a gagné un tiers d’abonnés en six mois',
		caption: 'Abonnés de la page, relevés datés',
		series: ['Abonnés'],
		unit: 'abonnés',
		rows: [
			{ label: '2023-01-31', values: [650] },
			{ label: '2023-06-30', values: [737] },
			{ label: '2023-09-30', values: [880] },
			{ label: '2023-12-31', values: [1016] }
		]
	},
	{
		kind: 'chart',
		chart: 'bars',
		title: 'Deux valeurs ne font pas un graphique',
		caption: 'Conventions signées',
		series: ['Conventions'],
		unit: 'conventions',
		rows: [
			{ label: 'Signées', values: [4] },
			{ label: 'À signer', values: [1] }
		]
	},
	{
		kind: 'table',
		caption: 'Les membres en 2023',
		columns: [
			{ label: 'Structure', width: 2 },
			{ label: 'Siège', width: 2 },
			{ label: 'Emplois', align: 'right' }
		],
		rows: [
			[{ text: 'L’Atelier du Lys', href: '/membres/atelier-du-lys' }, 'Port-du-Lys', '16'],
			[
				'La Fabrique',
				'Saint-Omer',
				{ text: '1 024', figure: '/chiffres/network.jobs?membre=fabrique' }
			],
			['Les Jardins | du bas', 'Aire', { text: 'non renseigné', missing: true }]
		],
		note: 'Emplois au 31 décembre, en personnes.'
	},
	{
		kind: 'list',
		title: 'Feuille de route',
		items: [
			{ content: 'Espace partagé pour les comptes rendus', state: 'fait', tone: 'good' },
			{
				content: 'Plaquettes par groupe',
				state: 'en cours',
				tone: 'waiting',
				children: ['mobilité', ['déchets, ', { text: 'avec le GT7', href: '/groupes/gt7' }]]
			},
			{ content: 'Local commun', state: 'abandonné', tone: 'alert' },
			{ content: 'Toilettage du site' }
		]
	},
	{
		kind: 'calendar',
		caption: 'Réunions de l’année',
		entries: [
			{ date: partialDate('2023-09-18'), title: 'Bureau', body: 'Bureau', href: '/reunions/b-09' },
			{ date: partialDate('2023-01'), title: 'Bureau', body: 'Bureau', note: 'jour inconnu' },
			{ date: partialDate('2023-T2'), title: 'Séminaire', place: 'Maison des associations' }
		]
	},
	{
		kind: 'agenda',
		caption: 'Ordre du jour du comité de pilotage',
		items: [
			{ from: '13h30', to: '14h00', title: 'Accueil' },
			{ from: '14h00', to: '14h30', title: 'État des lieux', children: ['gouvernance', 'groupes'] }
		]
	},
	{
		kind: 'agenda',
		caption: 'Ordre du jour du comité stratégique',
		items: [{ title: 'Tour de table' }, { title: 'Chantiers', children: ['SCIC', 'mobilité'] }]
	},
	{ kind: 'notice', tone: 'waiting', text: 'Deux comptes rendus manquent encore.' },
	{
		kind: 'picture',
		alt: 'L’équipe devant l’atelier',
		caption: 'Journée portes ouvertes',
		credit: 'N. Ferrand'
	},
	{
		kind: 'picture',
		alt: 'Logo : un disque bleu',
		svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><circle cx="20" cy="20" r="16" fill="#1d3557"/><text x="44" y="26" font-size="16">Cap Lys</text></svg>',
		caption: 'Le logo rafraîchi'
	},
	map(),
	{
		kind: 'prose',
		personal: true,
		text: fromMarkdown('J’ai d’abord expliqué mon rôle. Les structures étaient *mes clients*.'),
		signature: { name: 'Paul Arnoux', role: 'chargé de communication', date: '2023-09' }
	}
];

/** A short publication: front matter, a chapter with every kind of block, an annex. */
export function sampleDocument(chapters: Chapter[] = CHAPTERS): PublishedDocument {
	return {
		title: 'Rapport d’activité',
		subtitle: 'Année 2023',
		year: 2023,
		identity: {
			name: 'Cap Lys',
			fullName: 'Cap Lys, pôle de coopération de la vallée',
			ptce: 'PTCE de la vallée du Lys',
			territory: 'Vallée du Lys',
			address: '12 quai des Bateliers, 62120 Port-du-Lys',
			website: 'https://caplys.example.org',
			motto: 'Seul, on va plus vite ; ensemble, on va plus loin.',
			colours: { main: '#17375e', accent: '#f2b134' }
		},
		asOf: partialDate('2023-12-31'),
		baseUrl: 'https://fanal.example.org/',
		chapters
	};
}

export const CHAPTERS: Chapter[] = [
	{
		id: 'editorial',
		title: 'Éditorial',
		front: true,
		figures: [FIGURES.visits, FIGURES.jobs, FIGURES.turnover],
		blocks: [
			{
				kind: 'prose',
				text: fromMarkdown(
					'Né de la volonté de se rassembler, Cap Lys réunit vingt structures.\n\nToute cette activité repose sur des femmes et des hommes attachés à ce territoire.'
				),
				signature: { name: 'Claire Duval', role: 'présidente' }
			}
		]
	},
	{
		id: 'membres',
		title: 'Les membres',
		summary: 'Sept membres visités sur vingt : la moitié sud reste à voir.',
		figures: [FIGURES.visits, FIGURES.jobs, FIGURES.exits],
		blocks: BLOCKS
	},
	{
		id: 'perspectives',
		title: 'Les perspectives',
		blocks: [{ kind: 'paragraph', runs: ['En 2024, les projets se poursuivent.'] }]
	},
	{
		id: 'chiffres',
		title: 'Annexe A — Les chiffres et leur règle',
		annex: true,
		blocks: [
			{
				kind: 'table',
				caption: 'Ce qui est compté',
				columns: [{ label: 'Chiffre' }, { label: 'Règle', width: 3 }],
				rows: Object.values(FIGURES).map(({ label, rule, path }) => [
					{ text: label, figure: path },
					rule
				])
			}
		]
	}
];

function figure(
	given: Partial<Figure> & Pick<Figure, 'metric' | 'label' | 'value' | 'unit'>
): Figure {
	return {
		qualifier: 'exact',
		rule: 'Chaque enregistrement de l’année, compté une fois.',
		path: `/chiffres/${given.metric}?annee=2023`,
		...given
	};
}

/** A territory of 48 communes on a slanted grid, four EPCI and two arrondissements. */
function map(): MapBlock {
	const communes = Array.from({ length: 48 }, (_, index) => {
		const [row, column] = [Math.floor(index / 8), index % 8];
		return {
			code: `620${String(index).padStart(2, '0')}`,
			name: `Commune ${String(index + 1)}`,
			longitude: 2.2 + column * 0.07 + row * 0.015,
			latitude: 50.9 - row * 0.045 + ((column * 7) % 5) * 0.004,
			epci: ['CC des Deux Rives', 'CA du Lys', 'CC de la Plaine', 'CU du Port'][
				(row < 3 ? 0 : 2) + (column < 4 ? 0 : 1)
			],
			arrondissement: row < 3 ? 'Port-du-Lys' : 'Aire'
		};
	});
	const seat = (label: string, index: number) => ({
		label,
		longitude: communes[index]?.longitude ?? 0,
		latitude: communes[index]?.latitude ?? 0
	});
	const points = [
		seat('L’Atelier du Lys', 10),
		seat('La Fabrique', 10),
		seat('Les Jardins du bas', 37),
		seat('Mobilité pour tous', 21)
	];
	return {
		kind: 'map',
		title: 'Trois sièges sur quatre sont au nord',
		caption: 'Sièges des membres au 31 décembre 2023',
		communes,
		points,
		table: {
			kind: 'table',
			caption: 'Sièges des membres',
			columns: [{ label: 'Membre' }, { label: 'EPCI' }],
			rows: points.map(({ label }) => [label, 'CC des Deux Rives'])
		}
	};
}
