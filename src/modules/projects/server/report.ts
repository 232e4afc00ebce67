import { sql } from 'drizzle-orm';
import type { Block, Inline } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import type { Context } from '#core/server/context.ts';
import type { ChapterPart, DocumentContribution } from '#core/server/contract.ts';
import { visible } from '#core/server/permissions.ts';
import { labelOf } from '#core/vocabulary.ts';
import { listReportPlaces } from '#modules/groups/index.ts';
import { projectNatures, projectStages, stakeholderRoles, stepStates } from '../labels.ts';
import { projectPath } from '../paths.ts';
import { listStakeholders, listSteps, type PartyLine } from './queries.ts';
import { project } from './tables.ts';

type Project = typeof project.$inferSelect;
type Step = Awaited<ReturnType<typeof listSteps>>[number];

/** Each project where its group is told; those of no group among the specific actions. */
export const annualReport: DocumentContribution = {
	document: 'annual-report',
	write: async (ctx, writer) => {
		const rows = await reportedProjects(ctx);
		if (rows.length === 0) return [];
		const places = await listReportPlaces(ctx, writer.year);
		const ids = rows.map((row) => row.id);
		const [parties, steps] = [await listStakeholders(ctx, ids), await listSteps(ctx, ids)];
		const byGroup = Map.groupBy(rows, (row) => row.groupId);
		const sheets = [...byGroup].map(([groupId, own]): ChapterPart => {
			const place = groupId ? places.get(groupId) : undefined;
			return {
				chapter: place?.chapter ?? 'actions',
				order: place ? place.after + AFTER_MEETINGS : LAST_ACTIONS,
				blocks: [
					...headingOf(own, place?.own ?? false),
					...own.flatMap((row) =>
						projectBlocks(
							row,
							parties.filter((line) => line.projectId === row.id),
							steps.filter((line) => line.projectId === row.id)
						)
					)
				]
			};
		});
		const figures = [await writer.figure('projects.active')];
		return [...sheets, { chapter: 'ptce', order: 40, figures, blocks: [overview(rows)] }];
	}
};

/** After what other modules tell of the group: texts, meetings, supports. */
const AFTER_MEETINGS = 40;
const LAST_ACTIONS = 500;

async function reportedProjects(ctx: Context): Promise<Project[]> {
	return ctx.db
		.select()
		.from(project)
		.where(visible(ctx, project))
		.orderBy(sql`${project.position} nulls last`, project.name);
}

/** In a group's own chapter the projects open a part of their own; elsewhere they stand under the group. */
function headingOf(own: Project[], isOwnChapter: boolean): Block[] {
	const [first] = own;
	if (!isOwnChapter || !first) return [];
	const text = own.length > 1 ? 'Projets' : 'Projet';
	return [{ kind: 'heading', level: 2, text, id: `projets-${first.code}` }];
}

/** What the report and the page tell of one project. */
export function projectBlocks(row: Project, parties: PartyLine[], steps: Step[]): Block[] {
	const blocks: Block[] = [{ kind: 'heading', level: 3, text: row.name, id: `projet-${row.code}` }];
	blocks.push({
		kind: 'facts',
		title: 'Le projet en bref',
		entries: [
			{ label: 'Nature', value: labelOf(projectNatures, row.nature) },
			{ label: 'Étape', value: labelOf(projectStages, row.stage) },
			...(row.territory ? [{ label: 'Territoire', value: row.territory }] : []),
			...(row.startedOn ? [{ label: 'Début', value: formatPartialDate(row.startedOn) }] : []),
			...(row.endedOn ? [{ label: 'Fin', value: formatPartialDate(row.endedOn) }] : []),
			...partyEntries(parties)
		]
	});
	if (row.summary) blocks.push({ kind: 'prose', text: row.summary });
	if (steps.length > 0) blocks.push(stepList(steps));
	for (const step of steps) if (step.text) blocks.push({ kind: 'prose', text: step.text });
	return blocks;
}

function partyEntries(parties: PartyLine[]): { label: string; value: Inline[] }[] {
	const byRole = Map.groupBy(parties, (line) => line.role);
	return [...byRole].map(([role, lines]) => ({
		label: labelOf(stakeholderRoles, role),
		value: lines.flatMap((line, index): Inline[] => [
			...(index > 0 ? [', '] : []),
			...partyRuns(line)
		])
	}));
}

function partyRuns(line: PartyLine): Inline[] {
	const names = [line.organisation, line.person].flatMap((one) =>
		one ? [{ text: one.name, href: one.path }] : []
	);
	const [first, second] = names;
	const runs: Inline[] = first ? [first] : [];
	if (second) runs.push(' — ', second);
	if (line.remark) runs.push(` (${line.remark})`);
	return runs;
}

function stepList(steps: Step[]): Block {
	return {
		kind: 'list',
		title: 'Étapes',
		items: steps.map((step) => ({
			content: [
				{
					text: step.on ? formatPartialDate(step.on) : (step.saidDate ?? 'date non renseignée'),
					strong: true,
					...(step.on || step.saidDate ? {} : { missing: true })
				},
				step.on && step.saidDate ? ` (${step.saidDate}) : ${step.title}` : ` : ${step.title}`
			],
			state: labelOf(stepStates, step.state),
			tone: step.state === 'done' ? ('good' as const) : ('waiting' as const)
		}))
	};
}

/** Every project and its stage. */
function overview(rows: Project[]): Block {
	return {
		kind: 'table',
		caption: 'Les projets de coopération et leur étape',
		columns: [
			{ label: 'Projet', width: 3 },
			{ label: 'Nature', width: 2 },
			{ label: 'Étape', width: 2 }
		],
		rows: rows.map((row) => [
			{ text: row.name, href: projectPath(row.code) },
			labelOf(projectNatures, row.nature),
			labelOf(projectStages, row.stage)
		])
	};
}
