import { formatNumber } from '#core/quantity.ts';
import { getEpci } from '#modules/territory/server/queries.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const epci = await getEpci(
			ctx,
			event.params.siren,
			`${String(ctx.collective.settings.year)}-12-31`
		);
		return {
			title: epci.name,
			lead: epci.acronym,
			trail: [{ label: 'Territoire', path: '/territoire' }],
			html: showBlocks([
				{
					kind: 'table',
					caption: `${String(epci.communes.length)} communes du périmètre`,
					columns: [
						{ label: 'Commune', width: 3 },
						{ label: 'Population municipale', align: 'right' }
					],
					rows: epci.communes.map((one) => [
						one.name,
						one.population === null
							? { text: 'non renseignée', missing: true }
							: formatNumber(one.population)
					])
				}
			])
		};
	});
