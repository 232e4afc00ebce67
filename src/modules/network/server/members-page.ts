import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { compareFrench, counted } from '#core/words.ts';
import { communesForMap } from '#modules/territory/index.ts';
import { mapBlocks } from './member-map.ts';
import { listMembers, type MemberLine } from './queries.ts';

const PER_PAGE = 24;
/** Members that a map still tells apart. */
const MAPPED = 80;

export interface MembersPage {
	members: {
		code: string;
		name: string;
		path: string;
		place: string;
		activities: string | null;
		isArchived: boolean;
	}[];
	/** "5 membres". */
	total: string;
	more: boolean;
	narrowed: boolean;
	filters: { name: string; label: string; value: string; options: string[] }[];
	blocks: Block[];
}

/**
 * A page of members as of this day (`YYYY-MM-DD`), narrowed by the words of the address (`epci`,
 * `arrondissement`), and the map of those it is narrowed to.
 */
export async function listMembersPage(
	ctx: Context,
	day: string,
	query: URLSearchParams,
	page: number
): Promise<MembersPage> {
	const all = await listMembers(ctx, day);
	const communes = await communesForMap(ctx, day);
	const epciOf = new Map(communes.map((one) => [one.code, one.epci]));
	const places: Record<string, { label: string; of: (member: MemberLine) => string | undefined }> =
		{
			arrondissement: {
				label: 'Arrondissement',
				of: ({ commune }) => commune?.arrondissement ?? undefined
			},
			epci: { label: 'Intercommunalité', of: ({ commune }) => epciOf.get(commune?.code ?? '') }
		};
	let kept = all;
	const filters = Object.entries(places).map(([name, { label, of }]) => {
		const options = [...new Set(all.flatMap((member) => of(member) ?? []))].sort(compareFrench);
		const value = options.find((one) => one === query.get(name)) ?? '';
		if (value) kept = kept.filter((member) => of(member) === value);
		return { name, label, value, options };
	});
	return {
		members: kept.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(card),
		total: counted(kept.length, 'membre'),
		more: kept.length > page * PER_PAGE,
		narrowed: filters.some((filter) => filter.value),
		filters: filters.filter((filter) => filter.options.length > 1),
		blocks: await mapOf(ctx, kept, page, day)
	};
}

function card(member: MemberLine): MembersPage['members'][number] {
	const { code, name, path, activities, isArchived, commune, city } = member;
	const arrondissement = commune?.arrondissement;
	return {
		code,
		name,
		path,
		activities,
		isArchived,
		place: [commune?.name ?? city, arrondissement ? `arrondissement de ${arrondissement}` : null]
			.filter(Boolean)
			.join(', ')
	};
}

async function mapOf(
	ctx: Context,
	members: MemberLine[],
	page: number,
	day: string
): Promise<Block[]> {
	if (page > 1) return [];
	if (members.length <= MAPPED) return mapBlocks(ctx, members, day);
	return [
		{
			kind: 'notice',
			tone: 'neutral',
			text: `La carte ne distingue plus ${counted(members.length, 'membre')} : choisissez une intercommunalité ou un arrondissement pour la voir.`
		}
	];
}
