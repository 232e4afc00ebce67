import { explainAccess } from '#collectors/access.ts';
import { authorise } from '#core/server/permissions.ts';
import { findPeople } from '#collectors/holders.ts';
import { read } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'access.explain' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		authorise(ctx, 'access.explain');
		const { kind, id } = event.params;
		const query = event.url.searchParams;
		const search = (query.get('q') ?? '').slice(0, 100);
		return {
			title: 'Qui voit cette fiche, et pourquoi',
			access: await explainAccess(ctx, kind, id, query.get('personne')),
			search,
			found: search ? await findPeople(ctx, search, 20) : []
		};
	});
