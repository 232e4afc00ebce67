import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import type { Block, Inline } from '#core/blocks.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { organisationPath } from '#modules/network/index.ts';
import { listMemberSeats } from './coverage.ts';
import { listHeldVisits } from './queries.ts';
import { visitBlocks } from './visit-blocks.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** The account of the visits of the year, then the members not visited yet. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const visits = await listHeldVisits(ctx, writer.year);
		if (visits.length === 0) return [];
		return [await introduction(ctx, writer), await accounts(ctx, writer), await rest(ctx, writer)];
	}
};

async function introduction(ctx: Context, writer: Writer): Promise<ChapterPart> {
	const held = await writer.figure('visits.held');
	const members = await writer.figure('visits.members');
	const all = await listMemberSeats(ctx, writer.asOf);
	const visited = members.value ?? 0;
	const runs: Inline[] = [
		`En ${String(writer.year)}, `,
		{ text: counted(held.value ?? 0, 'visite'), figure: held.path, strong: true },
		` ${(held.value ?? 0) < 2 ? 'a eu lieu' : 'ont eu lieu'} : `,
		{ text: counted(visited, 'membre'), figure: members.path, strong: true },
		` sur ${formatNumber(all.length)} ${visited < 2 ? 'a été rencontré' : 'ont été rencontrés'}.`
	];
	return {
		chapter: 'visites',
		// The words that people wrote for this chapter (editions) stand before the visits themselves.
		order: 100,
		figures: [held, members, await writer.figure('visits.notVisited')],
		blocks: [{ kind: 'paragraph', runs }, ...(await coverageChart(ctx, writer))]
	};
}

/** Members and members visited by arrondissement: the empty part of the territory is the finding. */
async function coverageChart(ctx: Context, writer: Writer): Promise<Block[]> {
	const members = await listMemberSeats(ctx, writer.asOf);
	const visited = new Set(
		(await listHeldVisits(ctx, writer.year)).map((one) => one.organisationId)
	);
	const areas = new Map<string, { members: number; visited: number }>();
	for (const member of members) {
		const name = member.arrondissement ?? 'siège à situer';
		const area = areas.get(name) ?? { members: 0, visited: 0 };
		area.members += 1;
		if (visited.has(member.id)) area.visited += 1;
		areas.set(name, area);
	}
	if (areas.size < 2) return [];
	const rows = [...areas].sort((a, b) => b[1].members - a[1].members);
	return [
		{
			kind: 'chart',
			chart: 'pairedBars',
			title: coverageFinding(rows),
			caption: `Membres au ${formatPartialDate(partialDate(writer.asOf))} et membres visités dans l’année, par arrondissement du siège`,
			series: ['Membres visités', 'Membres'],
			unit: 'membres',
			rows: rows.map(([label, area]) => ({ label, values: [area.visited, area.members] }))
		}
	];
}

function coverageFinding(rows: [string, { members: number; visited: number }][]): string {
	const [empty] = rows.filter(([, area]) => area.visited === 0);
	if (empty) {
		const [name, area] = empty;
		return `Aucun des ${counted(area.members, 'membre')} de l’arrondissement de ${name} n’a été visité`;
	}
	const [name, area] = rows[0] ?? ['', { members: 0, visited: 0 }];
	return `${counted(area.visited, 'membre visité', 'membres visités')} sur ${String(area.members)} dans l’arrondissement de ${name}`;
}

async function accounts(ctx: Context, writer: Writer): Promise<ChapterPart> {
	return { chapter: 'visites', order: 200, blocks: await visitBlocks(ctx, writer) };
}

async function rest(ctx: Context, writer: Writer): Promise<ChapterPart> {
	const visited = new Set(
		(await listHeldVisits(ctx, writer.year)).map((one) => one.organisationId)
	);
	const members = (await listMemberSeats(ctx, writer.asOf)).filter((one) => !visited.has(one.id));
	if (members.length === 0) return { chapter: 'visites', order: 900, blocks: [] };
	return {
		chapter: 'visites',
		order: 900,
		blocks: [
			{
				kind: 'heading',
				level: 2,
				text: 'Les membres à visiter',
				id: 'visites-a-faire',
				newPage: true
			},
			{
				kind: 'table',
				caption: `Membres non visités en ${String(writer.year)}`,
				columns: [
					{ label: 'Structure', width: 2 },
					{ label: 'Siège', width: 2 },
					{ label: 'Arrondissement', width: 2 }
				],
				rows: members.map((member) => [
					{ text: member.name, href: organisationPath(member.code) },
					member.city ?? MISSING,
					member.arrondissement ?? MISSING
				])
			}
		]
	};
}
