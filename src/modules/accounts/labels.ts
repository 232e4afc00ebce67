import { vocabulary } from '#core/vocabulary.ts';

/** The doors one comes in by. */
export const doors = vocabulary({
	link: { word: 'lien', label: 'Lien reçu par courriel' },
	password: { word: 'mot-de-passe', label: 'Mot de passe' },
	passkey: { word: 'cle', label: 'Clé d’accès' },
	sso: { word: 'sso', label: 'Connexion unique' },
	code: { word: 'code', label: 'Code à usage unique' },
	invitation: { word: 'invitation', label: 'Invitation' },
	installation: { word: 'installation', label: 'Installation' }
});
export type Door = keyof typeof doors;
