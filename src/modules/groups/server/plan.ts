import type { Block, Figure, Inlines } from '#core/blocks.ts';
import type { Writer } from '#core/server/contract.ts';
import { counted } from '#core/words.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { metricOf } from './group-metrics.ts';
import { pilotRuns } from './participant-blocks.ts';
import type { Group, ParticipantLine } from './queries.ts';

const MISSING = { text: 'non renseigné', missing: true };

/** The plan of the working groups: who leads each, how many organisations are named, what it produced. */
export async function planBlocks(
	groups: Group[],
	material: { participants: ParticipantLine[] },
	writer: Writer
): Promise<Block[]> {
	const led = groups.map((one) =>
		pilotRuns(material.participants.filter((line) => line.groupId === one.id))
	);
	const isLed = led.some((pilots) => pilots.length > 0);
	const rows: Inlines[][] = [];
	for (const [index, one] of groups.entries()) {
		const own = material.participants.filter((line) => line.groupId === one.id);
		const pilots = led[index] ?? [];
		rows.push([
			{ text: groupTitle(one), href: groupPath(one.code) },
			...(isLed ? [pilots.length > 0 ? pilots : MISSING] : []),
			numberOf(
				await writer.figure(metricOf('participants', one.code)),
				own.some((line) => line.openList)
			),
			numberOf(await writer.figure(metricOf('deliverables', one.code)), false)
		]);
	}
	const open = groups.filter((one) =>
		material.participants.some((line) => line.groupId === one.id && line.openList)
	).length;
	return [
		{
			kind: 'table',
			caption: 'Le plan des groupes de travail',
			columns: [
				{ label: 'Groupe', width: 4 },
				...(isLed ? [{ label: 'Pilotage', width: 2 }] : []),
				{ label: 'Organisations nommées', align: 'right', width: 1.4 },
				{ label: 'Livrables produits', align: 'right', width: 1.2 }
			],
			rows,
			...noteOf(isLed, open)
		}
	];
}

function noteOf(isLed: boolean, open: number): { note?: string } {
	const notes = [
		isLed ? '' : 'Aucun pilote n’est renseigné.',
		open > 0
			? `« et plus » : ${counted(open, 'groupe a une liste ouverte', 'groupes ont une liste ouverte')}, d’autres organisations y participent sans être nommées.`
			: ''
	].filter(Boolean);
	return notes.length > 0 ? { note: notes.join(' ') } : {};
}

function numberOf(figure: Figure, open: boolean): Inlines {
	if (figure.value === null) return MISSING;
	const link = { text: String(figure.value), figure: figure.path };
	return open ? [link, ' et plus'] : link;
}
