import { inArray, type SQL } from 'drizzle-orm';
import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import { compareFrench, counted } from '#core/words.ts';
import { commune, communesForMap } from '#modules/territory/index.ts';
import { mapBlocks } from './member-map.ts';
import { countSeats, listMembers, type MemberLine } from './queries.ts';

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
	const seats = await countSeats(ctx, day);
	const epciOf = new Map((await communesForMap(ctx, day)).map((one) => [one.code, one.epci]));
	const places: Record<string, { label: string; of: (seat: Seat) => string | undefined }> = {
		arrondissement: { label: 'Arrondissement', of: (seat) => seat.arrondissement ?? undefined },
		epci: { label: 'Intercommunalité', of: (seat) => epciOf.get(seat.commune ?? '') }
	};
	let kept = seats;
	const filters = Object.entries(places).map(([name, { label, of }]) => {
		const options = [...new Set(seats.flatMap((seat) => of(seat) ?? []))].sort(compareFrench);
		const value = options.find((one) => one === query.get(name)) ?? '';
		if (value) kept = kept.filter((seat) => of(seat) === value);
		return { name, label, value, options };
	});
	const total = kept.reduce((sum, { members }) => sum + members, 0);
	const narrowed = filters.some((filter) => filter.value);
	const only = narrowed ? inCommunes(kept) : undefined;
	const shown = { offset: (page - 1) * PER_PAGE, limit: PER_PAGE };
	return {
		members: (await listMembers(ctx, day, { only, page: shown })).map(card),
		total: counted(total, 'membre'),
		more: total > page * PER_PAGE,
		narrowed,
		filters: filters.filter((filter) => filter.options.length > 1),
		blocks: page > 1 ? [] : await mapOf(ctx, total, day, only)
	};
}

type Seat = Awaited<ReturnType<typeof countSeats>>[number];

/** With their seat in one of these communes: some hundreds at most, whatever the number of members. */
function inCommunes(seats: Seat[]): SQL {
	return inArray(
		commune.code,
		seats.flatMap((seat) => seat.commune ?? [])
	);
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
	total: number,
	day: string,
	only: SQL | undefined
): Promise<Block[]> {
	if (total <= MAPPED) return mapBlocks(ctx, await listMembers(ctx, day, { only }), day);
	return [
		{
			kind: 'notice',
			tone: 'neutral',
			text: `La carte ne distingue plus ${counted(total, 'membre')} : choisissez une intercommunalité ou un arrondissement pour la voir.`
		}
	];
}
