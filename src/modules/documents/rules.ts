import type { Refusal } from '#core/errors.ts';

/** A document can be opened: it has a file here, or an address elsewhere. */
export function placeRefusals(input: { file: string | null; address: string | null }): Refusal[] {
	if (input.file || input.address) return [];
	return [
		{
			code: 'nowhere',
			field: 'file',
			message:
				'Ce document n’est nulle part : déposez son fichier, ou donnez l’adresse où on le lit.'
		}
	];
}
