import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { boundsOf } from '#core/partial-date.ts';
import { AFTER_GROUP, listReportPlaces, type ReportPlace } from '#modules/groups/index.ts';
import { tookPlaceIn } from '../rules.ts';
import { participationPart } from './participation.ts';
import { postBlocks } from './post-blocks.ts';
import {
	listHosts,
	listOutputs,
	listParticipants,
	listPosts,
	listSupports,
	listSurveys
} from './queries.ts';
import { supportList, surveyList } from './support-blocks.ts';

/** Shared posts, supports and surveys, each after the heading of its commission or in its group's chapter. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const places = placesFrom(await listReportPlaces(ctx, writer.year));
		const home = await poolingGroupId(ctx, places);
		const parts = [
			...(await postParts(ctx, writer, places, home)),
			...(await supportParts(ctx, writer, places, home)),
			...(await surveyParts(ctx, writer, places, home))
		];
		// Parts of one place keep the order above: shared posts, then supports, then surveys.
		return [
			...parts.map((part, index) => ({ ...part, order: part.order + index / 100 })),
			...(await participationPart(ctx, writer))
		];
	}
};

interface Place {
	chapter: string;
	order: number;
	told: boolean;
}

interface Places {
	of: (groupId: string | null) => Place;
}

/** Where a part is printed: after what its body tells, or after the commissions when it names none. */
function placesFrom(byGroup: Map<string, ReportPlace>): Places {
	return {
		of: (groupId) => {
			const found = groupId ? byGroup.get(groupId) : undefined;
			if (!found) return { chapter: 'commissions', order: AFTER_COMMISSIONS, told: false };
			const order = found.after + AFTER_GROUP.supports;
			return { chapter: found.chapter, order, told: found.told };
		}
	};
}

/** What names no body comes after every commission, each of which has a hundred. */
const AFTER_COMMISSIONS = 90_000;

async function postParts(
	ctx: Context,
	writer: Writer,
	places: Places,
	home: string | null
): Promise<ChapterPart[]> {
	const posts = (await listPosts(ctx)).filter((post) => tookPlaceIn(post, writer.year));
	const ids = posts.map((post) => post.id);
	const hosts = await listHosts(ctx, ids);
	const outputs = await listOutputs(ctx, ids);
	// A shared post belongs to the commission that looks after pooling: the one of the surveys and supports.
	const place = places.of(home);
	const parts = [];
	for (const post of posts) {
		const blocks = await postBlocks(writer, {
			post,
			hosts: hosts.filter((one) => one.postId === post.id),
			outputs: outputs.filter((one) => one.postId === post.id),
			collective: ctx.collective.settings.name
		});
		parts.push({ ...place, blocks });
	}
	const [first, ...others] = parts;
	if (!first) return [];
	const figures = [
		await writer.figure('pooling.structures'),
		await writer.figure('pooling.supportParticipants')
	];
	return [{ ...first, figures }, ...others];
}

/** The commission that surveys or supports name first; null when none does. */
async function poolingGroupId(ctx: Context, places: Places): Promise<string | null> {
	const named = [...(await listSurveys(ctx)), ...(await listSupports(ctx))].map(
		(one) => one.groupId
	);
	return named.find((id) => id !== null && places.of(id).chapter === 'commissions') ?? null;
}

/** Supports of the year, and those already asked for that start the year after. */
async function supportParts(
	ctx: Context,
	writer: Writer,
	places: Places,
	home: string | null
): Promise<ChapterPart[]> {
	const supports = (await listSupports(ctx)).filter(
		(one) => tookPlaceIn(one, writer.year) || tookPlaceIn(one, writer.year + 1)
	);
	const participants = await listParticipants(
		ctx,
		supports.map((one) => one.id)
	);
	return inPlaces(supports, (one) => places.of(one.groupId ?? one.project?.groupId ?? home)).map(
		({ place, own }) => ({ ...place, blocks: [supportList(own, participants, place.told)] })
	);
}

/** Lines of one place together, so that each place prints one list. */
function inPlaces<T>(lines: T[], placeOf: (line: T) => Place): { place: Place; own: T[] }[] {
	const groups = Map.groupBy(lines, (line) => JSON.stringify(placeOf(line)));
	return [...groups.values()].flatMap((own) => {
		const [first] = own;
		return first === undefined ? [] : [{ place: placeOf(first), own }];
	});
}

async function surveyParts(
	ctx: Context,
	writer: Writer,
	places: Places,
	home: string | null
): Promise<ChapterPart[]> {
	const surveys = (await listSurveys(ctx)).filter(
		(one) => !one.date || yearOf(one.date) === writer.year
	);
	return inPlaces(surveys, (one) => places.of(one.groupId ?? home)).map(({ place, own }) => ({
		...place,
		blocks: [surveyList(own)]
	}));
}

function yearOf(date: Parameters<typeof boundsOf>[0]): number {
	return Number(boundsOf(date).last.slice(0, 4));
}
