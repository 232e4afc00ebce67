import type { Block, Inline, Inlines, TableBlock } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { counted } from '#core/words.ts';
import { communesForMap } from '#modules/territory/index.ts';
import type { MemberLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

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
			title:
				points.length < 2
					? 'Le siège du membre'
					: `Les sièges des ${counted(points.length, 'membre')}`,
			caption:
				'Un point par siège ; fond schématique tant que les contours officiels n’ont pas été pris.',
			communes,
			points,
			table: seatTable(members, epciOf)
		}
	];
}

/** Members by intercommunalité: as many rows as places, not as members. */
function seatTable(members: MemberLine[], epciOf: Map<string, string | undefined>): TableBlock {
	const places = Map.groupBy(members, ({ commune }) =>
		JSON.stringify([epciOf.get(commune?.code ?? '') ?? null, commune?.arrondissement ?? null])
	);
	const rows = [...places].sort((a, b) => b[1].length - a[1].length);
	return {
		kind: 'table',
		caption: 'Les sièges par intercommunalité et par arrondissement',
		columns: [
			{ label: 'Intercommunalité', width: 2 },
			{ label: 'Arrondissement', width: 1.2 },
			{ label: 'Membres, et commune de leur siège', width: 5 }
		],
		rows: rows.map(([, own]): Inlines[] => {
			const commune = own[0]?.commune;
			return [
				epciOf.get(commune?.code ?? '') ?? MISSING,
				commune?.arrondissement ?? MISSING,
				own.flatMap(({ name, path, commune: seat }, index): Inline[] => [
					...(index === 0 ? [] : [' ; ']),
					{ text: name, href: path },
					...(seat ? [` (${seat.name})`] : [])
				])
			];
		})
	};
}
