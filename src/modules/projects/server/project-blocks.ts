import { wordsOf, type Block, type Inline } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { projectNatures, projectStages, stakeholderRoles, stepStates } from '../labels.ts';
import type { listSteps, PartyLine } from './queries.ts';
import type { project } from './tables.ts';

export type Project = typeof project.$inferSelect;
export type Step = Awaited<ReturnType<typeof listSteps>>[number];

/** What the page of a project tells. */
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
			...partyRuns(line),
			{ record: { kind: 'stakeholder', id: line.id, name: wordsOf(partyRuns(line)) } }
		])
	}));
}

/** Organisation and person, as links, with what is known of them. */
export function partyRuns(line: PartyLine): Inline[] {
	const names = [line.organisation, line.person].flatMap((one) =>
		one ? [{ text: one.name, href: one.path }] : []
	);
	const [first, second] = names;
	// Who is kept from the reader is told, and not named.
	const runs: Inline[] = [first ?? '(fiche réservée)'];
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
				step.on && step.saidDate ? ` (${step.saidDate}) : ${step.title}` : ` : ${step.title}`,
				{ record: { kind: 'projectStep', id: step.id, name: step.title } }
			],
			state: labelOf(stepStates, step.state),
			tone: step.state === 'done' ? ('good' as const) : ('waiting' as const)
		}))
	};
}
