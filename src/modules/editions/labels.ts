import { vocabulary } from '#core/vocabulary.ts';

export const editionStates = vocabulary({
	preparing: { word: 'preparation', label: 'En préparation' },
	frozen: { word: 'gelee', label: 'Gelée' },
	published: { word: 'publiee', label: 'Publiée' }
});

/** Chapters of the annual report that people write in; the key is the chapter's id. */
export const writtenChapters = vocabulary({
	editorial: { word: 'editorial', label: 'Éditorial' },
	collectif: { word: 'collectif', label: 'Le collectif' },
	territoire: { word: 'territoire', label: 'Le territoire' },
	membres: { word: 'membres', label: 'Les membres' },
	visites: { word: 'visites', label: 'Les visites' },
	commissions: { word: 'commissions', label: 'Les commissions' },
	actions: { word: 'actions', label: 'Les actions spécifiques' },
	gouvernance: { word: 'gouvernance', label: 'La gouvernance' },
	equipe: { word: 'equipe', label: 'L’équipe' },
	ptce: { word: 'ptce', label: 'Le PTCE' },
	'gouvernance-ptce': { word: 'gouvernance-ptce', label: 'La gouvernance du PTCE' },
	perspectives: { word: 'perspectives', label: 'Les perspectives' },
	dos: { word: 'dos', label: 'Dos' }
});

export const textNatures = vocabulary({
	signed: { word: 'signe', label: 'Signé' },
	written: { word: 'redige', label: 'Rédigé' },
	condensed: { word: 'condense', label: 'Condensé' }
});

export const consents = vocabulary({
	granted: { word: 'accorde', label: 'Accordé' },
	refused: { word: 'refuse', label: 'Refusé' },
	toAsk: { word: 'a-demander', label: 'À demander' }
});

export type Consent = keyof typeof consents;

export const milestoneNatures = vocabulary({
	creation: { word: 'creation', label: 'Création' },
	label: { word: 'label', label: 'Label' },
	project: { word: 'projet', label: 'Projet' },
	identity: { word: 'identite', label: 'Identité' },
	seat: { word: 'installation', label: 'Installation' },
	team: { word: 'equipe', label: 'Équipe' },
	other: { word: 'autre', label: 'Autre' }
});

export const commitmentStates = vocabulary({
	announced: { word: 'annonce', label: 'Annoncé' },
	ongoing: { word: 'en-cours', label: 'En cours' },
	kept: { word: 'tenu', label: 'Tenu' },
	dropped: { word: 'abandonne', label: 'Abandonné' }
});

export const openPointNatures = vocabulary({
	name: { word: 'nom', label: 'Nom' },
	date: { word: 'date', label: 'Date' },
	number: { word: 'nombre', label: 'Nombre' },
	member: { word: 'membre', label: 'Membre' },
	document: { word: 'document', label: 'Document' },
	other: { word: 'autre', label: 'Autre' }
});
