import type { Block, Inline } from '#core/blocks.ts';
import { groupPath, groupTitle } from '../paths.ts';
import { kinshipSentence } from '../sentences.ts';
import type { listLineages } from './queries.ts';

export type Lineage = Awaited<ReturnType<typeof listLineages>>[number];

/** Where a group comes from and what came out of it, one sentence per event, each other group as a link. */
export function kinshipBlocks(groupId: string, lineages: Lineage[]): Block[] {
	const own = lineages.filter((line) => line.origin.id === groupId || line.born.id === groupId);
	const events = Map.groupBy(own, (line) =>
		JSON.stringify([line.nature, line.born.id === groupId, line.on, line.reason])
	);
	return [...events.values()].flatMap((lines): Block[] => {
		const [first] = lines;
		if (!first) return [];
		const born = first.born.id === groupId;
		const others = lines.map((line) => (born ? line.origin : line.born));
		const sentence = kinshipSentence({
			nature: first.nature,
			born,
			on: first.on,
			reason: first.reason,
			others: others.map((other) => quoted(other))
		});
		return [
			{
				kind: 'paragraph',
				runs: withLinks(
					sentence,
					others.map((other) => ({ text: quoted(other), href: groupPath(other.code) }))
				).concat(lines.map(recordOf(born)))
			}
		];
	});
}

function recordOf(born: boolean): (line: Lineage) => Inline {
	return (line) => ({
		record: {
			kind: 'groupLineage',
			id: line.id,
			name: quoted(born ? line.origin : line.born)
		}
	});
}

function quoted(group: { number: string | null; name: string }): string {
	return `« ${groupTitle(group)} »`;
}

/** Cuts a sentence around the names in it, which become links. */
function withLinks(sentence: string, links: { text: string; href: string }[]): Inline[] {
	return links.reduce<Inline[]>(
		(runs, link) =>
			runs.flatMap((run): Inline[] => {
				if (typeof run !== 'string') return [run];
				const at = run.indexOf(link.text);
				if (at < 0) return [run];
				return [run.slice(0, at), link, run.slice(at + link.text.length)].filter(
					(part) => part !== ''
				);
			}),
		[sentence]
	);
}
