import { and, eq, inArray } from 'drizzle-orm';
import type { Block, Inline, Inlines } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, Writer } from '#core/server/contract.ts';
import { nameable, visible } from '#core/server/permissions.ts';
import { compareFrench } from '#core/words.ts';
import {
	group,
	groupParticipant,
	groupPath,
	isActiveIn,
	takesPartIn
} from '#modules/groups/index.ts';
import { listMemberIds, organisation, organisationPath } from '#modules/network/index.ts';
import { listHeldVisits, visitPath } from '#modules/visits/index.ts';
import type { SupportType } from '../labels.ts';
import { frequencyText, tookPlaceIn } from '../rules.ts';
import { listHosts, listParticipants, listPosts, listSupports } from './queries.ts';

interface Cell {
	organisationId: string;
	text: string;
	href: string;
}

/** A type of support in a cell. */
const SHORT: Record<SupportType, string> = {
	dla: 'DLA',
	backing: 'appui',
	training: 'formation',
	study: 'étude'
};

/** What a member took part in during the year, one column for each. */
interface Column {
	label: string;
	cells: Cell[];
}

/**
 * Members and what each took part in: visit, groups, commissions, shared post, supports. A page for a member's
 * director; columns where nobody is named are left out, and fewer than two say nothing more than their chapters.
 */
export async function participationPart(ctx: Context, writer: Writer): Promise<ChapterPart[]> {
	const members = await readableMembers(ctx, writer.asOf);
	const columns = (await readColumns(ctx, writer)).flatMap(({ label, cells }) => {
		const own = cells.filter((cell) => members.some((one) => one.id === cell.organisationId));
		return own.length > 0 ? [{ label, cells: own }] : [];
	});
	if (members.length < 2 || columns.length < 2) return [];
	const table: Block = {
		kind: 'table',
		caption: `À quoi chaque membre a pris part en ${String(writer.year)}`,
		columns: [
			{ label: 'Membre', width: 1.6 },
			...columns.map(({ label }) => ({ label, width: 1.6 }))
		],
		rows: members.map((member): Inlines[] => [
			{ text: member.name, href: organisationPath(member.code) },
			...columns.map(({ cells }) =>
				linked(cells.filter((cell) => cell.organisationId === member.id))
			)
		])
	};
	return [{ chapter: 'membres', order: 30, blocks: [table] }];
}

function linked(cells: Cell[]): Inlines {
	if (cells.length === 0) return '—';
	return cells.flatMap((cell, index): Inline[] => [
		...(index === 0 ? [] : [', ']),
		{ text: cell.text, href: cell.href }
	]);
}

async function readableMembers(ctx: Context, day: string) {
	const ids = await listMemberIds(ctx, day);
	if (ids.length === 0) return [];
	const rows = await ctx.db
		.select({ id: organisation.id, code: organisation.code, name: organisation.name })
		.from(organisation)
		.where(and(inArray(organisation.id, ids), visible(ctx, organisation)));
	return rows.sort((a, b) => compareFrench(a.name, b.name));
}

async function readColumns(ctx: Context, { year }: Writer): Promise<Column[]> {
	const seats = await readSeats(ctx, year);
	return [
		{ label: 'Visite', cells: await readVisits(ctx, year) },
		{ label: 'Groupes de travail', cells: seats.filter((one) => one.type === 'workingGroup') },
		{ label: 'Commissions', cells: seats.filter((one) => one.type === 'commission') },
		{ label: 'Poste mutualisé', cells: await readPosts(ctx, year) },
		{ label: 'Accompagnement', cells: await readSupports(ctx, year) }
	];
}

async function readVisits(ctx: Context, year: number): Promise<Cell[]> {
	const visits = await listHeldVisits(ctx, year);
	return visits.map((one) => ({
		organisationId: one.organisationId,
		text: formatPartialDate(one.date),
		href: visitPath(one.code)
	}));
}

async function readSeats(ctx: Context, year: number): Promise<(Cell & { type: string })[]> {
	const rows = await ctx.db
		.select({ group, seat: groupParticipant })
		.from(groupParticipant)
		.innerJoin(group, and(eq(group.id, groupParticipant.groupId), nameable(ctx, group)))
		.where(and(visible(ctx, groupParticipant), visible(ctx, group)))
		.orderBy(group.position, group.code, groupParticipant.id)
		.limit(5000);
	const active = new Map(
		rows.flatMap((row) =>
			isActiveIn(row.group, year) ? [[row.group.id, row.group.number] as const] : []
		)
	);
	const numbers = [...active.values()];
	return rows.flatMap(({ group: one, seat }) =>
		seat.organisationId && isActiveIn(one, year) && takesPartIn(seat, year)
			? [
					{
						organisationId: seat.organisationId,
						type: one.type,
						text: nameInCell(one, numbers),
						href: groupPath(one.code)
					}
				]
			: []
	);
}

/** "GT5"; "GT7 Déchets" where two groups wear one number. */
function nameInCell(
	one: { number: string | null; name: string },
	numbers: (string | null)[]
): string {
	if (!one.number) return one.name;
	const isShared = numbers.filter((number) => number === one.number).length > 1;
	return isShared ? `${one.number} ${one.name}` : one.number;
}

async function readPosts(ctx: Context, year: number): Promise<Cell[]> {
	const posts = (await listPosts(ctx)).filter((post) => tookPlaceIn(post, year));
	const hosts = await listHosts(
		ctx,
		posts.map((post) => post.id)
	);
	return hosts.flatMap((host) => {
		const post = posts.find((one) => one.id === host.postId);
		return post
			? [
					{
						organisationId: host.organisationId,
						text: host.period === 'irregular' ? 'irrégulier' : (frequencyText(host) ?? post.title),
						href: post.path
					}
				]
			: [];
	});
}

async function readSupports(ctx: Context, year: number): Promise<Cell[]> {
	const supports = (await listSupports(ctx)).filter((one) => tookPlaceIn(one, year));
	const participants = await listParticipants(
		ctx,
		supports.map((one) => one.id)
	);
	return participants.flatMap((line) => {
		const support = supports.find((one) => one.id === line.supportId);
		return support
			? [
					{
						organisationId: line.organisationId,
						text: SHORT[support.type],
						href: support.path
					}
				]
			: [];
	});
}
