import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { counted } from '#core/words.ts';
import { communesForMap } from '#modules/territory/index.ts';
import type { MemberLine } from './queries.ts';

/** The members on the ground of the perimeter, with the same facts as a table. Nothing without communes. */
export async function mapBlocks(
	ctx: Context,
	members: MemberLine[],
	day: string
): Promise<Block[]> {
	const communes = await communesForMap(ctx, day);
	const points = members.flatMap(({ commune, name, path }) =>
		commune && commune.longitude !== null && commune.latitude !== null
			? [
					{
						label: name,
						longitude: commune.longitude,
						latitude: commune.latitude,
						communeCode: commune.code,
						href: path
					}
				]
			: []
	);
	if (communes.length < 3 || points.length === 0) return [];
	const epciOf = new Map(communes.map((one) => [one.code, one.epci]));
	return [
		{
			kind: 'map',
			title: `Où sont ${counted(points.length, 'membre')}`,
			caption:
				'Un point par siège ; fond schématique tant que les contours officiels n’ont pas été pris.',
			communes,
			points,
			table: {
				kind: 'table',
				caption: 'Commune, intercommunalité et arrondissement de chaque siège',
				columns: [
					{ label: 'Membre' },
					{ label: 'Commune' },
					{ label: 'Intercommunalité' },
					{ label: 'Arrondissement' }
				],
				rows: members.map(({ commune, name, path }) => [
					{ text: name, href: path },
					commune?.name ?? { text: 'non renseigné', missing: true },
					epciOf.get(commune?.code ?? '') ?? { text: 'non renseigné', missing: true },
					commune?.arrondissement ?? { text: 'non renseigné', missing: true }
				])
			}
		}
	];
}
