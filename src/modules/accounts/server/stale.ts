/** The refusal of a session too old to change how one comes in. */
export const STALE = {
	code: 'stale',
	message:
		'Vous êtes entré il y a trop longtemps pour changer cela : sortez, entrez de nouveau, puis revenez ici.'
};
