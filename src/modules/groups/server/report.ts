import type { Block } from '#core/blocks.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { groupChapterId, groupPath, groupTitle } from '../paths.ts';
import { factsBlock, sheetBlocks, workBlocks, type Lineage, type Work } from './group-blocks.ts';
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

interface Material {
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
		return [
			...workingGroups(material),
			...commissions(material),
			...committees(material),
			...externalBodies(material),
			...(await plan(material, writer))
		];
	}
};

async function gather(ctx: Context, year: number): Promise<Material> {
	const groups = await listGroups(ctx, year);
	const ids = groups.map((one) => one.id);
	return {
		groups,
		participants: await listParticipants(ctx, ids),
		work: await listGroupWork(ctx, ids, year),
		lineages: await listLineages(ctx, ids)
	};
}

function workingGroups(material: Material): ChapterPart[] {
	return material.groups
		.filter((one) => one.type === 'workingGroup' && one.circle === 'ptce')
		.map((one, index) => ({
			chapter: groupChapterId(one.code),
			opens: { position: FIRST_GROUP + index, title: groupTitle(one) },
			order: 10,
			blocks: [
				facts(one, material),
				...purpose(one),
				...sheetBlocks(one, material.work, 2),
				...workBlocks(one, material.work)
			]
		}));
}

/** Commissions have hundreds of their own (100, 200…) so that other modules can add to each. */
function commissions(material: Material): ChapterPart[] {
	return material.groups
		.filter((one) => one.type === 'commission')
		.map((one, index) => ({
			chapter: 'commissions',
			order: (index + 1) * 100,
			blocks: [
				heading(one),
				...purpose(one),
				facts(one, material),
				...sheetBlocks(one, material.work, 3),
				...workBlocks(one, material.work)
			]
		}));
}

function committees(material: Material): ChapterPart[] {
	return material.groups
		.filter((one) => one.type === 'committee' && one.circle === 'ptce')
		.map((one, index) => ({
			chapter: 'gouvernance-ptce',
			order: (index + 1) * 100,
			blocks: [
				heading(one),
				...purpose(one),
				facts(one, material),
				...sheetBlocks(one, material.work, 3)
			]
		}));
}

function externalBodies(material: Material): ChapterPart[] {
	return material.groups
		.filter((one) => one.type === 'external')
		.map((one, index) => ({
			chapter: 'actions',
			order: 300 + index,
			blocks: [
				heading(one),
				...purpose(one),
				facts(one, material),
				...sheetBlocks(one, material.work, 3),
				...workBlocks(one, material.work)
			]
		}));
}

async function plan(material: Material, writer: Writer): Promise<ChapterPart[]> {
	const groups = material.groups.filter(
		(one) => one.type === 'workingGroup' && one.circle === 'ptce'
	);
	if (groups.length === 0) return [];
	return [
		{
			chapter: 'ptce',
			order: 20,
			figures: [
				await writer.figure('groups.working'),
				await writer.figure('groups.participants'),
				await writer.figure('groups.deliverables')
			],
			blocks: [
				{
					kind: 'table',
					caption: 'Les groupes de travail',
					columns: [
						{ label: 'Groupe', width: 3 },
						{ label: 'Organisations nommées', width: 4 }
					],
					rows: groups.map((one) => {
						const named = [
							...new Set(
								material.participants
									.filter((line) => line.groupId === one.id)
									.flatMap((line) => line.organisation?.name ?? [])
							)
						];
						return [
							{ text: groupTitle(one), href: groupPath(one.code) },
							named.length > 0 ? named.join(', ') : { text: 'non renseigné', missing: true }
						];
					})
				}
			]
		}
	];
}

function heading(one: Group): Block {
	return { kind: 'heading', level: 2, text: groupTitle(one), id: `groupe-${one.code}` };
}

function purpose(one: Group): Block[] {
	return one.purpose ? [{ kind: 'prose', text: one.purpose }] : [];
}

function facts(one: Group, material: Material): Block {
	return factsBlock(
		one,
		material.participants.filter((line) => line.groupId === one.id),
		material.lineages.filter((line) => line.origin.id === one.id || line.born.id === one.id)
	);
}
