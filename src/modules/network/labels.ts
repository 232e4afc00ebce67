import { vocabulary } from '#core/vocabulary.ts';

export const organisationNatures = vocabulary({
	association: { word: 'association', label: 'Association' },
	mutual: { word: 'mutuelle', label: 'Mutuelle' },
	cooperative: { word: 'cooperative', label: 'Coopérative' },
	company: { word: 'entreprise', label: 'Entreprise' },
	localAuthority: { word: 'collectivite', label: 'Collectivité' },
	epci: { word: 'epci', label: 'Intercommunalité' },
	state: { word: 'etat', label: 'État' },
	publicService: { word: 'service-public', label: 'Service public' },
	network: { word: 'reseau', label: 'Réseau' },
	supporter: { word: 'accompagnateur', label: 'Structure d’accompagnement' },
	funder: { word: 'financeur', label: 'Financeur' },
	teaching: { word: 'enseignement', label: 'Enseignement et recherche' },
	socialCentre: { word: 'centre-social', label: 'Centre social' },
	facility: { word: 'equipement', label: 'Lieu, équipement' },
	collective: { word: 'collectif', label: 'Collectif' },
	other: { word: 'autre', label: 'Autre' }
});

export const roleFunctions = vocabulary({
	presidency: { word: 'presidence', label: 'Présidence' },
	vicePresidency: { word: 'vice-presidence', label: 'Vice-présidence' },
	coPresidency: { word: 'co-presidence', label: 'Co-présidence' },
	direction: { word: 'direction', label: 'Direction' },
	administration: { word: 'administration', label: 'Administration' },
	board: { word: 'bureau', label: 'Bureau' },
	employee: { word: 'salarie', label: 'Salarié·e' },
	founder: { word: 'fondation', label: 'Fondation de la structure' },
	representation: { word: 'representation', label: 'Représentation' },
	contribution: { word: 'intervention', label: 'Intervention' },
	followUp: { word: 'suivi-confidentiel', label: 'Suivi confidentiel' },
	other: { word: 'autre', label: 'Autre' }
});

export const spellingNatures = vocabulary({
	organisation: { word: 'organisation', label: 'Organisation' },
	person: { word: 'personne', label: 'Personne' },
	place: { word: 'lieu', label: 'Lieu' },
	scheme: { word: 'dispositif', label: 'Dispositif' },
	territory: { word: 'territoire', label: 'Territoire' }
});
