import type { Block } from '#core/blocks.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { groupChapterId, groupTitle } from '../paths.ts';
import { sheetBlocks, workBlocks, type Work } from './group-blocks.ts';
import { isCounted } from './group-metrics.ts';
import { kinshipBlocks, type Lineage } from './kinship.ts';
import { peopleList } from './people-list.ts';
import { placesOf, toldBy, type ReportPlace } from './places.ts';
import { planBlocks } from './plan.ts';
import {
	listGroups,
	listGroupWork,
	listLineages,
	listParticipants,
	type Group,
	type ParticipantLine
} from './queries.ts';

/** Chapters of working groups follow the chapter of the PTCE (1000) and come before its governance (1200). */
const FIRST_GROUP = 1010;
/** A purpose of one line stands under the title of the chapter; a longer one is a text of its own. */
const LINE = 260;
export interface Material {
	groups: Group[];
	participants: ParticipantLine[];
	work: Work;
	lineages: Lineage[];
}

/** One chapter per working group; commissions, committees and external bodies in the chapters of the template. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const material = await gather(ctx, writer.year);
		const places = placesOf(material.groups, toldBy(material.work.sheets));
		const parts: ChapterPart[] = await plan(material, writer);
		for (const one of material.groups) {
			const place = places.get(one.id);
			if (place?.own) parts.push(ownChapter(one, place, material));
			else if (place) parts.push(sharedPart(one, place, material));
		}
		// A group of which nothing is known still opens the chapter that other modules may write in.
		return parts.filter((part) => part.opens ?? part.blocks.length > 0);
	}
};

async function gather(ctx: Context, year: number): Promise<Material> {
	const groups = await listGroups(ctx, year);
	const ids = groups.map((one) => one.id);
	return {
		groups,
		participants: await listParticipants(ctx, ids, year),
		work: await listGroupWork(ctx, ids, year),
		lineages: await listLineages(ctx, ids)
	};
}

/** The figures of a group are in the plan of the groups: its own chapter goes straight to what it did. */
function ownChapter(one: Group, place: ReportPlace, material: Material): ChapterPart {
	const rank = material.groups.filter(isCounted).indexOf(one);
	const summary = lineOf(one);
	return {
		chapter: groupChapterId(one.code),
		opens: {
			position: FIRST_GROUP + rank,
			title: groupTitle(one),
			sheet: true,
			...(summary ? { summary } : {})
		},
		order: place.order,
		blocks: [...(summary ? [] : purposeBlocks(one)), ...bodyBlocks(one, place, material)]
	};
}

/** Commissions, committees and other bodies share a chapter: each starts with its name. */
function sharedPart(one: Group, place: ReportPlace, material: Material): ChapterPart {
	const told = [...purposeBlocks(one), ...bodyBlocks(one, place, material)];
	return {
		chapter: place.chapter,
		order: place.order,
		blocks: isSilent(one, material)
			? []
			: [
					{ kind: 'heading', level: 2, text: groupTitle(one), id: groupChapterId(one.code) },
					...told
				]
	};
}

/** The board or the assembly may be told by the calendar alone: a heading would promise a text. */
function isSilent(one: Group, material: Material): boolean {
	if (!['bureau', 'board', 'assembly', 'seminar'].includes(one.type)) return false;
	const { participants, work } = material;
	const lines = [participants, work.sheets, work.roadMap, work.deliverables, work.attention];
	return (
		!one.purpose &&
		!one.composition &&
		!lines.some((list) => list.some((line) => line.groupId === one.id))
	);
}

function bodyBlocks(one: Group, place: ReportPlace, material: Material): Block[] {
	const participants = material.participants.filter((line) => line.groupId === one.id);
	return [
		...peopleList(one, participants, place.told),
		// The group's own text of the year gives the reason.
		...kinshipBlocks(
			one.id,
			place.told ? material.lineages.map((line) => ({ ...line, reason: null })) : material.lineages
		),
		...sheetBlocks(one, material.work, place.own ? 2 : 3),
		...workBlocks(one, material.work)
	];
}

function purposeBlocks(one: Group): Block[] {
	return one.purpose ? [{ kind: 'prose', text: one.purpose }] : [];
}

function lineOf(one: Group): string | null {
	const text = one.purpose ? toPlainText(one.purpose) : '';
	return text && text.length <= LINE && !text.includes('\n') ? text : null;
}

async function plan(material: Material, writer: Writer): Promise<ChapterPart[]> {
	const groups = material.groups.filter(isCounted);
	if (groups.length === 0) return [];
	return [
		{
			chapter: 'ptce',
			order: 20,
			figures: [
				await writer.figure('groups.working'),
				await writer.figure('groups.participants'),
				await writer.figure('groups.workingDeliverables')
			],
			blocks: await planBlocks(groups, material, writer)
		}
	];
}
