import { OperatorError } from '#core/errors.ts';
import { findCollective } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';

/** The collective of this installation, or what to do when there is none. */
export async function requireCollective(): Promise<Collective> {
	const collective = await findCollective();
	if (!collective) {
		throw new OperatorError(
			'Aucun collectif n’est chargé dans cette installation.',
			'Chargez-en un : npm run fanal -- import DOSSIER (voir docs/guide/dossier-d-import.md).'
		);
	}
	return collective;
}
