import type { Block, Inline } from '#core/blocks.ts';
import { formatPartialDate } from '#core/partial-date.ts';
import { formatQuantity } from '#core/quantity.ts';
import { labelOf } from '#core/vocabulary.ts';
import { actionStates, linkNatures } from '../labels.ts';
import { parentRank } from '../rules.ts';
import type { listAgenda, listLinks, listOutcomes, MeetingLine } from './queries.ts';

export type Agenda = Awaited<ReturnType<typeof listAgenda>>;
export type Links = Awaited<ReturnType<typeof listLinks>>;
export type Outcomes = Awaited<ReturnType<typeof listOutcomes>>;

/** One meeting: when, where, how many, who hosts, its agenda. */
export function meetingBlocks(
	one: MeetingLine,
	material: { agenda: Agenda; links: Links }
): Block[] {
	const place = [one.place, one.host ? `chez ${one.host.name}` : null].filter(Boolean).join(', ');
	const people =
		one.saidParticipants ??
		(one.participants ? `${formatQuantity(one.participants)} participants` : null);
	const runs: Inline[] = [
		{ text: one.title, href: one.path, strong: true },
		` — ${one.saidDate ? `${one.saidDate} (${formatPartialDate(one.on)})` : formatPartialDate(one.on)}${one.startTime ? `, ${one.startTime}${one.endTime ? `–${one.endTime}` : ''}` : ''}`,
		...(place ? [`, ${place}`] : []),
		...(people ? [`. Participation : ${people}`] : []),
		...(one.state === 'planned' ? [' (prévue)'] : []),
		'.'
	];
	const blocks: Block[] = [{ kind: 'paragraph', runs }];
	const links = material.links.filter((line) => line.meetingId === one.id);
	if (links.length > 0)
		blocks.push({
			kind: 'list',
			items: [...Map.groupBy(links, (line) => line.nature)].map(([nature, lines]) => ({
				content: [`${labelOf(linkNatures, nature)} : `, ...linkRuns(lines)]
			}))
		});
	if (one.summary) blocks.push({ kind: 'prose', text: one.summary });
	const agenda = material.agenda.filter((item) => item.meetingId === one.id);
	if (agenda.length > 0) blocks.push(agendaBlock(one, agenda));
	return blocks;
}

function linkRuns(lines: Links): Inline[] {
	return lines.flatMap((line, index): Inline[] => [
		...(index > 0 ? [', ' as Inline] : []),
		...line.parties.flatMap((party, rank): Inline[] => [
			...(rank > 0 ? [' — ' as Inline] : []),
			{ text: party.name, href: party.path }
		]),
		...(line.remark ? [` (${line.remark})`] : [])
	]);
}

function agendaBlock(one: MeetingLine, agenda: Agenda): Block {
	return {
		kind: 'agenda',
		caption: `Ordre du jour — ${one.title}`,
		items: agenda
			.filter((item) => parentRank(item.rank) === null)
			.map((item) => ({
				...(item.startTime ? { from: item.startTime } : {}),
				...(item.endTime ? { to: item.endTime } : {}),
				title: item.title,
				children: agenda
					.filter((child) => parentRank(child.rank) === item.rank)
					.map((child) => child.title)
			}))
	};
}

/** Decisions and actions, each with its date and state. */
export function outcomeBlocks(
	decisions: Outcomes['decisions'],
	actions: Outcomes['actions']
): Block[] {
	const blocks: Block[] = [];
	if (decisions.length > 0)
		blocks.push({
			kind: 'list',
			title: 'Décisions',
			items: decisions.map((one) => ({
				content: one.on ? `${formatPartialDate(one.on)} : ${one.title}` : one.title
			}))
		});
	for (const one of decisions) if (one.text) blocks.push({ kind: 'prose', text: one.text });
	if (actions.length > 0) {
		blocks.push({
			kind: 'list',
			title: 'Actions',
			items: actions.map((one) => ({
				content: `${one.title}${one.owner ? ` — ${one.owner}` : ''}${one.due ? `, pour ${formatPartialDate(one.due)}` : ''}`,
				state: labelOf(actionStates, one.state),
				tone: one.state === 'done' ? ('good' as const) : ('waiting' as const)
			}))
		});
	}
	return blocks;
}
