import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import type { Doubt } from '#core/server/contract.ts';
import { drops, isOfYear } from '../rules.ts';
import { listMeasures } from './queries.ts';

export const doubts: Doubt[] = [
	{
		id: 'measures.open-figure',
		title: 'Un chiffre est déclaré sans être exact',
		find: async (ctx) =>
			(await listMeasures(ctx)).flatMap((line) =>
				line.readings
					.filter((one) => one.value.qualifier !== 'exact')
					.map((one) => ({
						finding: `${line.label} : « ${one.saidValue ?? formatQuantity(one.value)} » (${formatPartialDate(one.on)}).`,
						settle:
							'Si une liste existe, comptez-la et écrivez le nombre exact dans releves.csv ; sinon il restera dit « près de » ou « plus de ».',
						path: line.path,
						...(one.source ? { source: one.source } : {})
					}))
			)
	},
	{
		id: 'measures.going-down',
		title: 'Une mesure cumulée diminue',
		find: async (ctx) =>
			(await listMeasures(ctx))
				.filter((line) => line.cumulative)
				.flatMap((line) =>
					drops(line.readings).map(([before, after]) => ({
						finding: `${line.label} : ${formatQuantity(before.value)} (${formatPartialDate(before.on)}), puis ${formatQuantity(after.value)} (${formatPartialDate(after.on)}).`,
						settle: 'Vérifiez les deux relevés dans releves.csv.',
						path: line.path
					}))
				)
	},
	{
		id: 'measures.no-source',
		title: 'Un chiffre n’a pas de source',
		find: async (ctx) =>
			(await listMeasures(ctx)).flatMap((line) =>
				line.readings
					.filter((one) => !one.source)
					.map((one) => ({
						finding: `${line.label} : ${formatQuantity(one.value)} (${formatPartialDate(one.on)}).`,
						settle: 'Écrivez où il a été lu dans la colonne source de releves.csv.',
						path: line.path
					}))
			)
	},
	{
		id: 'measures.no-reading',
		title: 'Une mesure n’a pas été relevée dans l’année',
		find: async (ctx) => {
			const { year } = ctx.collective.settings;
			return (await listMeasures(ctx))
				.filter((line) => !line.readings.some((one) => isOfYear(one, year)))
				.map((line) => {
					const last = line.readings.at(-1);
					return {
						finding: last
							? `${line.label} : dernier relevé, ${formatPartialDate(last.on)}.`
							: `${line.label} : aucune valeur.`,
						settle: `Ajoutez un relevé daté de ${String(year)}, avec sa source, dans releves.csv.`,
						path: line.path
					};
				});
		}
	}
];
