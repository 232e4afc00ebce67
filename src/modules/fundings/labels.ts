import { vocabulary } from '#core/vocabulary.ts';

export const fundingTypes = vocabulary({
	ami: { word: 'ami', label: 'Appel à manifestation d’intérêt' },
	aap: { word: 'aap', label: 'Appel à projets' },
	grant: { word: 'subvention', label: 'Subvention' },
	fund: { word: 'fonds', label: 'Fonds' },
	agreement: { word: 'convention', label: 'Convention' },
	gift: { word: 'don', label: 'Don' },
	label: { word: 'label', label: 'Label' },
	other: { word: 'autre', label: 'Autre' }
});

/** In the order in which an application moves. "Accord de principe" is not a grant. */
export const fundingStates = vocabulary({
	spotted: { word: 'repere', label: 'Repéré' },
	filed: { word: 'depose', label: 'Déposé' },
	agreedInPrinciple: { word: 'accord-de-principe', label: 'Accord de principe' },
	won: { word: 'laureat', label: 'Lauréat' },
	notified: { word: 'notifie', label: 'Notifié' },
	signed: { word: 'signe', label: 'Signé' },
	paid: { word: 'verse', label: 'Versé' },
	justified: { word: 'justifie', label: 'Justifié' },
	refused: { word: 'refuse', label: 'Refusé' }
});

export const agreementStates = vocabulary({
	drafting: { word: 'en-preparation', label: 'En préparation' },
	deliberated: { word: 'deliberee', label: 'Délibérée' },
	signed: { word: 'signee', label: 'Signée' },
	ended: { word: 'terminee', label: 'Terminée' },
	unknown: { word: 'non-renseigne', label: 'Non renseigné' }
});
