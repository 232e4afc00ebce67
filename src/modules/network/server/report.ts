import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate, precisionOf, type PartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution, Writer } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { eq } from 'drizzle-orm';
import { mayBeOverOn } from '../rules.ts';
import { mapBlocks } from './member-map.ts';
import { listMembersAndHeads, listRoles, type HeadedMember, type RoleLine } from './queries.ts';
import { organisation } from './tables.ts';

const MISSING = { text: 'non renseigné', missing: true } as const;

/** The directory's part of the annual report: bureau and direction, key figures, members, map. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => [await bureauPart(ctx, writer), await membersPart(ctx, writer)]
};

async function bureauPart(ctx: Context, writer: Writer): Promise<ChapterPart> {
	const [own] = await ctx.db
		.select({ id: organisation.id })
		.from(organisation)
		.where(eq(organisation.code, ctx.collective.code));
	const roles = own ? await listRoles(ctx, [own.id], writer.asOf) : [];
	const board = roles.filter((line) =>
		['board', 'coPresidency', 'presidency', 'vicePresidency'].includes(line.function)
	);
	const direction = roles.filter((line) => line.function === 'direction');
	const blocks: Block[] = [
		...peopleTable('Le bureau', board, writer.asOf),
		...peopleTable('La direction', direction, writer.asOf)
	];
	return { chapter: 'bureau', order: 10, blocks };
}

/** People in office that day; those whose term may be over are told apart, with the words of their end. */
function peopleTable(caption: string, roles: RoleLine[], day: string): Block[] {
	const sure = roles.filter((line) => !mayBeOverOn(line, day));
	const leaving = roles.filter((line) => mayBeOverOn(line, day));
	const byPerson = Map.groupBy(sure, (line) => line.person.code);
	const rows = [...byPerson.values()].map((lines): Inlines[] => [
		{ text: lines[0]?.person.name ?? '', href: lines[0]?.person.path ?? '' },
		lines.map(titleOf).filter(Boolean).join(' ; ') || MISSING
	]);
	return [
		...(rows.length > 0
			? [
					{
						kind: 'table',
						caption,
						columns: [
							{ label: 'Nom', width: 2 },
							{ label: 'Fonction', width: 3 }
						],
						rows
					} satisfies Block
				]
			: []),
		...leaving.map((line): Block => ({ kind: 'paragraph', runs: leavingRuns(line) }))
	];
}

function titleOf(line: RoleLine): string {
	return [line.title, line.field].filter(Boolean).join(', ');
}

/** "François : coprésident jusqu’en 2023 (jour non renseigné)." */
function leavingRuns(line: RoleLine): Inline[] {
	const title = titleOf(line);
	return [
		{ text: line.person.name, href: line.person.path },
		` : ${title ? `${title} ` : ''}${line.until ? until(line.until) : ''} (jour non renseigné).`
	];
}

function until(date: PartialDate): string {
	const words = formatPartialDate(date);
	switch (precisionOf(date)) {
		case 'month':
		case 'year':
			return `jusqu’en ${words}`;
		case 'day':
		case 'quarter':
		case 'half':
			return `jusqu’au ${words}`;
	}
}

async function membersPart(ctx: Context, writer: Writer): Promise<ChapterPart> {
	const members = await listMembersAndHeads(ctx, writer.asOf);
	const figures = [
		await writer.figure('network.members'),
		await writer.figure('network.jobs'),
		await writer.figure('network.turnover')
	];
	return {
		chapter: 'membres',
		order: 20,
		figures,
		blocks: [
			...arrondissementBlocks(members),
			memberTable(members, writer.year),
			...(await mapBlocks(ctx, members, writer.asOf))
		]
	};
}

function arrondissementBlocks(members: HeadedMember[]): Block[] {
	const counts = new Map<string, number>();
	for (const member of members) {
		const name = member.commune?.arrondissement ?? 'siège à situer';
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const rows = [...counts].sort((a, b) => b[1] - a[1]);
	const [first] = rows;
	if (!first) return [];
	return [
		{
			kind: 'chart',
			chart: 'pairedBars',
			title: `${counted(first[1], 'membre')} sur ${String(members.length)} dans l’arrondissement de ${first[0]}`,
			caption: 'Membres par arrondissement du siège',
			series: ['Membres'],
			unit: 'membres',
			rows: rows.map(([label, value]) => ({ label, values: [value] }))
		}
	];
}

function memberTable(members: HeadedMember[], year: number): Block {
	return {
		kind: 'table',
		caption: `Les membres en ${String(year)}`,
		columns: [
			{ label: 'Structure', width: 2 },
			{ label: 'Siège', width: 3 },
			{ label: 'Présidence', width: 2 },
			{ label: 'Direction, gestion', width: 2 },
			{ label: 'Activités', width: 4 }
		],
		rows: members.map((member) => [
			{ text: member.name, href: member.path },
			[member.address, [member.postalCode, member.city].filter(Boolean).join(' ')]
				.filter(Boolean)
				.join(', ') || MISSING,
			heads(member, 'presidency'),
			heads(member, 'direction'),
			member.activities ?? MISSING
		])
	};
}

function heads(member: HeadedMember, of: RoleLine['function']): Inlines {
	const names = member.roles.filter((line) => line.function === of).map((line) => line.person.name);
	return names.length > 0 ? names.join(', ') : MISSING;
}
