/**
 * Template of the annual report: the chapters in the order of the reference's table of contents, with room
 * between their positions for chapters that modules open (one per working group, from 1010).
 */
export const CHAPTERS = {
	editorial: { position: 10, title: 'Éditorial', front: true, annex: false },
	bureau: { position: 20, title: 'Bureau et direction', front: true, annex: false },
	collectif: {
		position: 100,
		title: 'Le collectif : naissance et vision',
		front: false,
		annex: false
	},
	territoire: { position: 200, title: 'Le territoire d’action', front: false, annex: false },
	membres: { position: 300, title: 'Les membres', front: false, annex: false },
	visites: { position: 400, title: 'Les visites des membres', front: false, annex: false },
	besoins: { position: 450, title: 'Besoins entendus', front: false, annex: false },
	commissions: { position: 500, title: 'Les commissions', front: false, annex: false },
	actions: { position: 600, title: 'Les actions spécifiques', front: false, annex: false },
	gouvernance: { position: 700, title: 'La gouvernance', front: false, annex: false },
	equipe: { position: 800, title: 'L’équipe salariée', front: false, annex: false },
	ptce: {
		position: 1000,
		title: 'Le pôle territorial de coopération économique',
		front: false,
		annex: false
	},
	'gouvernance-ptce': {
		position: 1200,
		title: 'La gouvernance du PTCE',
		front: false,
		annex: false
	},
	perspectives: { position: 1300, title: 'Les perspectives', front: false, annex: false },
	financements: { position: 1400, title: 'Les financements', front: false, annex: false },
	calendrier: {
		position: 2000,
		title: 'Annexe A — Toutes les réunions',
		front: false,
		annex: true
	},
	chiffres: {
		position: 2100,
		title: 'Annexe B — Les chiffres et leur règle',
		front: false,
		annex: true
	},
	'points-ouverts': {
		position: 2200,
		title: 'Annexe C — Points ouverts',
		front: false,
		annex: true
	}
} as const;
