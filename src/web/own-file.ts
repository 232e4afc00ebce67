import { error } from '@sveltejs/kit';

const TYPES = { json: 'application/json', html: 'text/html' } as const;

/** A file of somebody’s own data, to be kept by them; kept by nobody on the way. Never through the eyes of somebody else. */
export function fileOfData(
	{ locals }: { locals: App.Locals },
	sort: keyof typeof TYPES,
	content: string
): Response {
	refuseOtherEyes(locals);
	return new Response(content, {
		headers: {
			'content-type': `${TYPES[sort]}; charset=utf-8`,
			'content-disposition': `attachment; filename="mes-donnees.${sort}"`,
			'cache-control': 'private, no-store'
		}
	});
}

/** « Voir comme » shows the place, not what is somebody’s own. */
export function refuseOtherEyes({ actor }: App.Locals): void {
	if (actor.kind !== 'operator' && 'seeingAs' in actor && actor.seeingAs)
		error(403, `Vous voyez le site comme ${actor.seeingAs} : revenez à vous-même.`);
}
