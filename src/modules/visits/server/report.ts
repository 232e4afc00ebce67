import { formatPartialDate, partialDate } from '#core/partial-date.ts';
import type { Block, Figure, Inline } from '#core/blocks.ts';
import { formatNumber } from '#core/quantity.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { countingAll } from '#core/server/permissions.ts';
import { counted } from '#core/words.ts';
import { organisationPath } from '#modules/network/index.ts';
import { listMemberSeats } from './coverage.ts';
import { listHeldVisits } from './queries.ts';
import { visitBlocks } from './visit-blocks.ts';

/** Who was visited in the year and who is still to be, then the account of each visit. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const visits = await listHeldVisits(countingAll(ctx), writer.year);
		if (visits.length === 0) return [];
		return [await introduction(ctx, writer), await accounts(ctx, writer)];
	}
};

async function introduction(ctx: Context, writer: Writer): Promise<ChapterPart> {
	const held = await writer.figure('visits.held');
	const met = await writer.figure('visits.members');
	const all = await listMemberSeats(countingAll(ctx), writer.asOf);
	const visited = await visitedIds(ctx, writer.year);
	const members = await listMemberSeats(ctx, writer.asOf);
	const runs: Inline[] = [
		...visitedRuns(held, met, all.length),
		...toVisitRuns(members.filter((one) => !visited.has(one.id)))
	];
	return {
		chapter: 'visites',
		// The words that people wrote for this chapter (editions) stand before the visits themselves.
		order: 100,
		figures: [held, met, await writer.figure('visits.notVisited')],
		blocks: [{ kind: 'paragraph', runs }, ...(await coverageChart(ctx, writer))]
	};
}

function visitedRuns(held: Figure, members: Figure, all: number): Inline[] {
	const visited = members.value ?? 0;
	return [
		(held.value ?? 0) < 2 ? 'La ' : 'Les ',
		{ text: counted(held.value ?? 0, 'visite'), figure: held.path, strong: true },
		(held.value ?? 0) < 2 ? ' de l’année a concerné ' : ' de l’année ont concerné ',
		{ text: counted(visited, 'membre'), figure: members.path, strong: true },
		` sur ${formatNumber(all)}`
	];
}

/** "; 2 restent à visiter : A et B.", each name a link. */
function toVisitRuns(members: { name: string; code: string }[]): Inline[] {
	if (members.length === 0) return ['.'];
	return [
		` ; ${counted(members.length, 'reste', 'restent')} à visiter : `,
		...members.flatMap((member, index): Inline[] => [
			...(index === 0 ? [] : [index === members.length - 1 ? ' et ' : ', ']),
			{ text: member.name, href: organisationPath(member.code) }
		]),
		'.'
	];
}

/** Organisations visited in the year, whoever reads: to tell who was not, and how many were. */
async function visitedIds(ctx: Context, year: number): Promise<Set<string>> {
	const visits = await listHeldVisits(countingAll(ctx), year);
	return new Set(visits.map((one) => one.organisationId));
}

/** Members and members visited by arrondissement: the empty part of the territory is the finding. */
async function coverageChart(ctx: Context, writer: Writer): Promise<Block[]> {
	const members = await listMemberSeats(countingAll(ctx), writer.asOf);
	const visited = await visitedIds(ctx, writer.year);
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
