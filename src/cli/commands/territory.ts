import { OPERATOR } from '#core/actor.ts';
import { inCollective } from '#core/server/database.ts';
import { counted } from '#core/words.ts';
import { fetchContours } from '#modules/territory/index.ts';
import { requireCollective } from '../collective.ts';
import type { Console } from '../console.ts';

/** Address of the public geo API; `FANAL_GEO_API` names another one. */
const GEO_API = 'https://geo.api.gouv.fr';

/** `fanal territoire`: takes the real contours and centres of the communes from the public geo API. */
export async function territoryCommand(console: Console): Promise<number> {
	const collective = await requireCollective();
	const baseUrl = process.env['FANAL_GEO_API'] ?? GEO_API;
	console.say(`Contours demandés à ${baseUrl}…`);
	const result = await inCollective(collective, { actor: OPERATOR, mode: 'write' }, (ctx) =>
		fetchContours(ctx, { baseUrl })
	);
	console.say(
		`${counted(result.updated, 'commune a reçu son contour', 'communes ont reçu leur contour')}.`
	);
	return 0;
}
