import { listResources } from '#collectors/api/resources.ts';
import { reading } from '#web/api.ts';
import type { Doors } from '#web/doors.ts';
import type { RequestHandler } from './$types';

export const _door = { GET: 'everyone' } satisfies Doors;

/** Where everything is. */
export const GET: RequestHandler = (event) =>
	reading(event, (ctx) =>
		Promise.resolve({
			body: {
				collectif: ctx.collective.settings.name,
				qui: ctx.actor.kind === 'public' ? null : ctx.actor.name,
				description: '/api/v1/openapi.json',
				ressources: Object.fromEntries(
					listResources().map(({ name, kind }) => [
						name,
						{ adresse: `/api/v1/${name}`, contient: kind.plural }
					])
				),
				autres: {
					chiffres: '/api/v1/chiffres',
					agenda: '/api/v1/agenda',
					recherche: '/api/v1/recherche?q=',
					rapport: `/api/v1/rapports/${String(ctx.collective.settings.year)}`
				}
			}
		})
	);
