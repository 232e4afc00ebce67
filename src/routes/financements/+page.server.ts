import { listAgreements, listFundings } from '#modules/fundings/index.ts';
import { agreementTable, fundingTable } from '#modules/fundings/server/funding-blocks.ts';
import { EVERYBODY, showSheet } from '#collectors/editing/in-place.ts';
import { readCurrent } from '#web/request.ts';
import type { Doors } from '#web/doors.ts';
import type { PageServerLoad } from './$types';

export const _door = { GET: 'fundings.read' } satisfies Doors;

export const load: PageServerLoad = (event) =>
	readCurrent(event, async (ctx) => {
		const [fundings, agreements] = [await listFundings(ctx), await listAgreements(ctx)];
		return {
			title: 'Financements et conventions',
			lead: 'Un accord de principe n’est pas un financement obtenu : chaque étape a sa date.',
			trail: [],
			html: await showSheet(
				ctx,
				event.url,
				[
					fundings.length > 0
						? fundingTable(fundings, 'Les financements et leurs étapes')
						: {
								kind: 'notice',
								tone: 'waiting',
								text: 'Aucun financement : ajoutez le premier, ou importez financements.csv.'
							},
					...(agreements.length > 0 ? [agreementTable(agreements)] : [])
				],
				EVERYBODY
			)
		};
	});
