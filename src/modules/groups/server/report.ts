import type { Block, Figure } from '#core/blocks.ts';
import { toPlainText } from '#core/rich-text.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { groupChapterId, groupTitle } from '../paths.ts';
import { factsBlock, sheetBlocks, workBlocks, type Work } from './group-blocks.ts';
import { isCounted, metricOf } from './group-metrics.ts';
import { kinshipBlocks, type Lineage } from './kinship.ts';
import { participantBlocks } from './participant-blocks.ts';
import { placesOf, type ReportPlace } from './places.ts';
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
/** Names of the figures inside the chapter of the group: the catalogue adds which group. */
const SHORT = {
	participants: 'Organisations nommées',
	deliverables: 'Livrables produits'
} as const;

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
		const places = placesOf(material.groups);
		const parts: ChapterPart[] = await plan(material, writer);
		for (const one of material.groups) {
			const place = places.get(one.id);
			if (place?.own) parts.push(await ownChapter(one, place, material, writer));
			else if (place) parts.push(sharedPart(one, place, material));
		}
		return parts.filter((part) => part.blocks.length > 0);
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

async function ownChapter(
	one: Group,
	place: ReportPlace,
	material: Material,
	writer: Writer
): Promise<ChapterPart> {
	const rank = material.groups.filter(isCounted).indexOf(one);
	const summary = lineOf(one);
	const figures: Figure[] = [];
	for (const about of ['participants', 'deliverables'] as const) {
		const figure = await writer.figure(metricOf(about, one.code));
		// A zero in a band of three tiles would say less than its absence.
		if (figure.value) figures.push({ ...figure, label: SHORT[about] });
	}
	return {
		chapter: groupChapterId(one.code),
		opens: {
			sheet: true,
			position: FIRST_GROUP + rank,
			title: groupTitle(one),
			...(summary ? { summary } : {})
		},
		order: place.order,
		figures,
		blocks: [...(summary ? [] : purposeBlocks(one)), ...bodyBlocks(one, material, 2)]
	};
}

/** Commissions, committees and other bodies share a chapter: each starts with its name. */
function sharedPart(one: Group, place: ReportPlace, material: Material): ChapterPart {
	const told = [...purposeBlocks(one), ...bodyBlocks(one, material, 3)];
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

function bodyBlocks(one: Group, material: Material, level: 2 | 3): Block[] {
	const participants = material.participants.filter((line) => line.groupId === one.id);
	return [
		...factsBlock(one, participants),
		...kinshipBlocks(one.id, material.lineages),
		...participantBlocks(one, participants),
		...sheetBlocks(one, material.work, level),
		...workBlocks(one, material.work, level)
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
