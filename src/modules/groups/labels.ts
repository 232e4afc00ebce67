import { vocabulary } from '#core/vocabulary.ts';

export const groupTypes = vocabulary({
	bureau: { word: 'bureau', label: 'Bureau' },
	board: { word: 'conseil-administration', label: 'Conseil d’administration' },
	assembly: { word: 'assemblee-generale', label: 'Assemblée générale' },
	seminar: { word: 'seminaire', label: 'Séminaire' },
	committee: { word: 'comite', label: 'Comité' },
	commission: { word: 'commission', label: 'Commission' },
	workingGroup: { word: 'groupe-travail', label: 'Groupe de travail' },
	external: { word: 'gouvernance-externe', label: 'Gouvernance externe' }
});

export const circles = vocabulary({
	association: { word: 'association', label: 'L’association' },
	ptce: { word: 'ptce', label: 'Le PTCE' },
	external: { word: 'externe', label: 'Ailleurs' }
});

export const participantRoles = vocabulary({
	pilot: { word: 'pilote', label: 'Pilote' },
	coPilot: { word: 'copilote', label: 'Co-pilote' },
	administrator: { word: 'administrateur-referent', label: 'Administrateur référent' },
	employee: { word: 'salarie-referent', label: 'Salarié référent' },
	member: { word: 'membre', label: 'Membre' },
	partner: { word: 'partenaire', label: 'Partenaire' },
	operator: { word: 'operateur', label: 'Opérateur' },
	guest: { word: 'invite', label: 'Invité' }
});

export const itemStates = vocabulary({
	unknown: { word: 'non-renseigne', label: 'Non renseigné' },
	todo: { word: 'a-faire', label: 'À faire' },
	doing: { word: 'en-cours', label: 'En cours' },
	done: { word: 'fait', label: 'Fait' },
	dropped: { word: 'abandonne', label: 'Abandonné' }
});

export const deliverableStates = vocabulary({
	planned: { word: 'prevu', label: 'Prévu' },
	doing: { word: 'en-cours', label: 'En cours' },
	produced: { word: 'produit', label: 'Produit' },
	unknown: { word: 'non-renseigne', label: 'Non renseigné' }
});

export const attentionStates = vocabulary({
	open: { word: 'ouvert', label: 'Ouvert' },
	handled: { word: 'traite', label: 'Traité' }
});

export const lineageNatures = vocabulary({
	split: { word: 'scission', label: 'Scission' },
	merger: { word: 'fusion', label: 'Fusion' },
	sequel: { word: 'suite', label: 'Suite' }
});
