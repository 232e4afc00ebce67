import type { Block } from '#core/blocks.ts';

/** "Rapport d’activité 2023, l. 45-47, 52": a document, and the lines where a fact was read. */
const CITATION = /^(?<document>.+?),? l\. (?<lines>\d[\d\s,–-]*)$/;

/** First and last line, both included. */
type Range = [number, number];

/**
 * The sources of a section, told once at its end rather than under each paragraph: a section goes from one heading
 * of level 2 to the next. Sources are told once each; lines of one document are put together.
 */
export function gatherSources(blocks: Block[]): Block[] {
	return sections(blocks).flatMap((section) => {
		const all = section.flatMap((block) => (block.kind === 'prose' ? (block.sources ?? []) : []));
		const last = section.findLastIndex((block) => block.kind === 'prose' && block.sources?.length);
		return section.map((block, index) =>
			block.kind === 'prose' && block.sources
				? { ...block, sources: index === last ? mergeSources(all) : [] }
				: block
		);
	});
}

/** Each source once, lines of the same document in one citation and in order. */
export function mergeSources(sources: string[]): string[] {
	const merged = new Map<string, Range[] | null>();
	for (const source of sources) {
		const { document, lines } = CITATION.exec(source.trim())?.groups ?? {};
		if (document === undefined || lines === undefined) merged.set(source.trim(), null);
		else merged.set(document, [...(merged.get(document) ?? []), ...rangesIn(lines)]);
	}
	return [...merged].map(([document, ranges]) =>
		ranges === null ? document : `${document}, l. ${joined(ranges).map(rangeText).join(', ')}`
	);
}

function sections(blocks: Block[]): Block[][] {
	const result: Block[][] = [[]];
	for (const block of blocks) {
		if (block.kind === 'heading' && block.level === 2) result.push([]);
		result.at(-1)?.push(block);
	}
	return result;
}

function rangesIn(lines: string): Range[] {
	return lines
		.split(',')
		.map((part) => part.split(/[–-]/).map(Number))
		.flatMap(([from = Number.NaN, to = from]): Range[] =>
			Number.isFinite(from) && Number.isFinite(to) ? [[from, to]] : []
		);
}

/** Ranges in order; those that touch or overlap become one. */
function joined(ranges: Range[]): Range[] {
	const result: Range[] = [];
	for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
		const last = result.at(-1);
		if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
		else result.push([from, to]);
	}
	return result;
}

function rangeText([from, to]: Range): string {
	return from === to ? String(from) : `${String(from)}-${String(to)}`;
}
