import { OperatorError } from '#core/errors.ts';
import { findCollective, listCollectives } from '#core/server/collectives.ts';
import type { Collective } from '#core/server/context.ts';

/** The collective of this installation, or what to do when there is none. */
export async function requireCollective(): Promise<Collective> {
	const collective = await findCollective();
	const all = collective ? [] : await listCollectives();
	if (all.length > 0)
		throw new OperatorError(
			`FANAL_COLLECTIF vaut « ${process.env['FANAL_COLLECTIF'] ?? ''} », qui n’est pas un collectif de cette installation.`,
			`Donnez l’un de ceux qu’elle a : ${all.map((one) => one.code).join(', ')}.`
		);
	if (!collective) {
		throw new OperatorError(
			'Aucun collectif n’est chargé dans cette installation.',
			'Chargez-en un : npm run fanal -- import DOSSIER (voir docs/guide/dossier-d-import.md).'
		);
	}
	return collective;
}
