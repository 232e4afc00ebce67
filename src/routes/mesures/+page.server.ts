import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import { listMeasures } from '#modules/measures/server/queries.ts';
import { showBlocks } from '#collectors/show.ts';
import { read } from '#web/request.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async (ctx) => {
		const lines = await listMeasures(ctx);
		return {
			title: 'Mesures',
			lead: 'Des chiffres lus ailleurs, datés, avec leur source.',
			trail: [],
			html: showBlocks(
				lines.length === 0
					? [
							{
								kind: 'notice',
								tone: 'waiting',
								text: 'Aucune mesure. Importez mesures.csv et releves.csv.'
							}
						]
					: [
							{
								kind: 'table',
								caption: 'Dernier relevé de chaque mesure',
								columns: [
									{ label: 'Mesure', width: 3 },
									{ label: 'Valeur', align: 'right' },
									{ label: 'Date' }
								],
								rows: lines.map((line) => {
									const last = line.readings.at(-1);
									return [
										{ text: line.label, href: line.path },
										last
											? (last.saidValue ?? formatQuantity(last.value))
											: { text: 'non renseigné', missing: true },
										last ? formatPartialDate(last.on) : '—'
									];
								})
							}
						]
			)
		};
	});
