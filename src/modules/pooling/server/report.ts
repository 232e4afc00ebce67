import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { boundsOf } from '#core/partial-date.ts';
import { tookPlaceIn } from '../rules.ts';
import { findPlaces, type Places } from './places.ts';
import { postBlocks } from './post-blocks.ts';
import {
	listHosts,
	listOutputs,
	listParticipants,
	listPosts,
	listSupports,
	listSurveys
} from './queries.ts';
import { supportBlocks, surveyBlocks } from './support-blocks.ts';

/** Shared posts, supports and surveys, each after the heading of its commission or in its group's chapter. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const places = await findPlaces(ctx, writer.year);
		const home = await poolingGroupId(ctx, places);
		const parts = [
			...(await postParts(ctx, writer, places, home)),
			...(await supportParts(ctx, writer, places, home)),
			...(await surveyParts(ctx, writer, places, home))
		];
		// Parts of one place keep the order above: shared posts, then supports, then surveys.
		return parts.map((part, index) => ({ ...part, order: part.order + index / 100 }));
	}
};

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
	const opened = new Set<string>();
	return supports.map((one) => {
		const place = places.of(one.groupId ?? one.project?.groupId ?? home);
		const blocks = supportBlocks(
			one,
			participants.filter((line) => line.supportId === one.id)
		);
		if (place.chapter === 'commissions' || opened.has(place.chapter)) return { ...place, blocks };
		opened.add(place.chapter);
		return { ...place, blocks: [supportsHeading(place.chapter), ...blocks] };
	});
}

/** In a group's chapter, supports have a section of their own. */
function supportsHeading(chapter: string): Block {
	return { kind: 'heading', level: 2, text: 'Accompagnements', id: `${chapter}-accompagnements` };
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
	return surveys.map((one) => ({
		...places.of(one.groupId ?? home),
		blocks: surveyBlocks(one)
	}));
}

function yearOf(date: Parameters<typeof boundsOf>[0]): number {
	return Number(boundsOf(date).last.slice(0, 4));
}
