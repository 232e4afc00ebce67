import type { Block, Inline, Tone } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { labelOf } from '#core/vocabulary.ts';
import { deliverableStates, itemStates, participantRoles } from '../labels.ts';
import { groupPath, groupTitle } from '../paths.ts';
import type { Group, listGroupWork, listLineages, ParticipantLine } from './queries.ts';

export type Work = Awaited<ReturnType<typeof listGroupWork>>;
export type Lineage = Awaited<ReturnType<typeof listLineages>>[number];

const MISSING: Inline = { text: 'non renseigné', missing: true };

/** Who is in the group, by role; unknown pilots are said. */
export function factsBlock(
	group: Group,
	participants: ParticipantLine[],
	lineages: Lineage[]
): Block {
	const byRole = Map.groupBy(participants, (line) => line.role);
	const entries: { label: string; value: Inline[] }[] = [
		{
			label: 'Pilotage',
			value: [
				...names(byRole.get('pilot') ?? []),
				...(byRole.has('coPilot') && byRole.has('pilot') ? [', ' as Inline] : []),
				...names(byRole.get('coPilot') ?? [])
			]
		}
	];
	if (entries[0]?.value.length === 0) entries[0].value.push(MISSING);
	for (const [role, lines] of byRole) {
		if (role === 'pilot' || role === 'coPilot') continue;
		const open = lines.some((line) => line.openList) ? [' et d’autres, non nommés'] : [];
		entries.push({ label: labelOf(participantRoles, role), value: [...names(lines), ...open] });
	}
	if (group.composition) entries.push({ label: 'Composition', value: [group.composition] });
	if (group.activeFrom)
		entries.push({ label: 'Depuis', value: [formatPartialDate(group.activeFrom)] });
	for (const line of lineages)
		entries.push({ label: lineageLabel(line, group), value: lineageRuns(line, group) });
	return { kind: 'facts', title: 'Le groupe en bref', entries };
}

/** Context, activities and prospects of the year, as the group wrote them. */
export function sheetBlocks(group: Group, work: Work, level: 2 | 3): Block[] {
	const sheet = work.sheets.find((one) => one.groupId === group.id);
	const parts = [
		{ id: 'contexte', title: 'Contexte', text: sheet?.context },
		{ id: 'activites', title: 'Activités et réflexions', text: sheet?.activities },
		{ id: 'perspectives', title: 'Perspectives', text: sheet?.prospects }
	];
	return parts.flatMap((part): Block[] =>
		part.text
			? [
					{ kind: 'heading', level, text: part.title, id: `${group.code}-${part.id}` },
					{ kind: 'prose', text: part.text }
				]
			: []
	);
}

/** Road map, deliverables and attention points, each with its state in words. */
export function workBlocks(group: Group, work: Work): Block[] {
	const blocks: Block[] = [];
	const roadMap = work.roadMap.filter((one) => one.groupId === group.id);
	if (roadMap.length > 0) {
		const [first] = roadMap;
		blocks.push({
			kind: 'list',
			title: first?.decidedOn
				? `Feuille de route établie en ${formatPartialDate(first.decidedOn)}`
				: 'Feuille de route',
			items: roadMap.map((one) => ({
				content: [
					one.title,
					one.owner ? ` — ${one.owner}` : '',
					one.due ? `, pour ${formatPartialDate(one.due)}` : ''
				].filter((run) => run !== ''),
				state: labelOf(itemStates, one.state),
				tone: toneOf(one.state)
			}))
		});
	}
	const deliverables = work.deliverables.filter((one) => one.groupId === group.id);
	if (deliverables.length > 0) {
		blocks.push({
			kind: 'list',
			title: 'Livrables',
			items: deliverables.map((one) => ({
				content: [
					one.title,
					one.on ? `, ${formatPartialDate(one.on)}` : '',
					one.remark ? ` (${one.remark})` : ''
				].filter((run) => run !== ''),
				state: labelOf(deliverableStates, one.state),
				tone: one.state === 'produced' ? ('good' as const) : ('waiting' as const)
			}))
		});
	}
	const attention = work.attention.filter((one) => one.groupId === group.id);
	if (attention.length > 0) {
		blocks.push({
			kind: 'list',
			title: 'Points d’attention',
			items: attention.map((one) => ({
				content: one.title,
				state: one.state === 'open' ? 'Ouvert' : 'Traité',
				tone: one.state === 'open' ? ('alert' as const) : ('good' as const)
			}))
		});
	}
	return blocks;
}

function toneOf(state: keyof typeof itemStates): Tone {
	return (
		{
			done: 'good',
			doing: 'waiting',
			todo: 'neutral',
			unknown: 'neutral',
			dropped: 'alert'
		} as const
	)[state];
}

function names(lines: ParticipantLine[]): Inline[] {
	return lines.flatMap((line, index): Inline[] => {
		const runs: Inline[] = index > 0 ? [', '] : [];
		if (line.person) runs.push({ text: line.person.name, href: line.person.path });
		if (line.person && line.organisation)
			runs.push(' (', { text: line.organisation.name, href: line.organisation.path }, ')');
		else if (line.organisation)
			runs.push({ text: line.organisation.name, href: line.organisation.path });
		if (line.remark) runs.push(` — ${line.remark}`);
		return runs;
	});
}

function lineageLabel(line: Lineage, group: Group): string {
	const born = line.born.id === group.id;
	if (line.nature === 'split') return born ? 'Né de la scission de' : 'Scindé, a donné';
	if (line.nature === 'merger') return born ? 'Né de la fusion de' : 'Fusionné dans';
	return born ? 'Suite de' : 'Poursuivi par';
}

function lineageRuns(line: Lineage, group: Group): Inline[] {
	const other = line.born.id === group.id ? line.origin : line.born;
	return [
		{ text: groupTitle(other), href: groupPath(other.code) },
		...(line.on ? [` (${formatPartialDate(line.on)})`] : []),
		...(line.reason ? [` : ${line.reason}`] : [])
	];
}
