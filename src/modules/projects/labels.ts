import { vocabulary } from '#core/vocabulary.ts';

export const projectNatures = vocabulary({
	service: { word: 'service', label: 'Service' },
	chain: { word: 'filiere', label: 'Filière' },
	foundation: { word: 'fondation', label: 'Fondation' },
	creation: { word: 'creation', label: 'Création de structure' },
	study: { word: 'etude', label: 'Étude' },
	scheme: { word: 'dispositif', label: 'Dispositif' },
	event: { word: 'evenement', label: 'Événement' },
	other: { word: 'autre', label: 'Autre' }
});

export const projectStages = vocabulary({
	idea: { word: 'idee', label: 'Idée' },
	study: { word: 'etude', label: 'À l’étude' },
	design: { word: 'montage', label: 'En montage' },
	launch: { word: 'lancement', label: 'En lancement' },
	running: { word: 'en-cours', label: 'En cours' },
	completed: { word: 'acheve', label: 'Achevé' },
	dropped: { word: 'abandonne', label: 'Abandonné' }
});

export const stakeholderRoles = vocabulary({
	carrier: { word: 'porteur', label: 'Porteur' },
	pilot: { word: 'pilote', label: 'Pilote' },
	operator: { word: 'operateur', label: 'Opérateur' },
	partner: { word: 'partenaire', label: 'Partenaire' },
	funder: { word: 'financeur', label: 'Financeur' },
	expert: { word: 'expert', label: 'Appui, expertise' },
	host: { word: 'hote', label: 'Hôte' },
	beneficiary: { word: 'beneficiaire', label: 'Bénéficiaire' },
	prospect: { word: 'prospect', label: 'Pressenti' }
});

export const stepStates = vocabulary({
	done: { word: 'fait', label: 'Fait' },
	planned: { word: 'prevu', label: 'Prévu' },
	dropped: { word: 'abandonne', label: 'Abandonné' }
});
