import type { Point, Ring } from './cells.ts';

/** A commune drawn: its rings and the areas it belongs to. */
export interface Area {
	rings: Ring[];
	epci: string;
	arrondissement: string;
}

/** A stretch of border between two areas; `right` is null along the outside. */
interface Edge {
	from: Point;
	to: Point;
	left: Area;
	right: Area | null;
}

/**
 * Common edges of neighbouring communes. Points are first rounded to whole units: neighbours drawn apart then
 * share their points, and the picture is light. An edge met in both directions is inside the territory.
 */
export class Borders {
	readonly #edges: Edge[];

	constructor(areas: Area[]) {
		const met = new Map<string, Edge>();
		const inside: Edge[] = [];
		for (const left of areas) {
			for (const [from, to] of left.rings.flatMap(edgesOf)) {
				const opposite = met.get(keyOf(to, from));
				if (opposite) {
					met.delete(keyOf(to, from));
					inside.push({ ...opposite, right: left });
				} else met.set(keyOf(from, to), { from, to, left, right: null });
			}
		}
		this.#edges = [...inside, ...met.values()];
	}

	/** Outline of the communes that share an area: closed rings, no edge inside. */
	outlineOf(belongs: (area: Area) => boolean): Ring[] {
		const oriented = this.#edges.flatMap((edge): [Point, Point][] => {
			const [left, right] = [belongs(edge.left), edge.right !== null && belongs(edge.right)];
			if (left === right) return [];
			return left ? [[edge.from, edge.to]] : [[edge.to, edge.from]];
		});
		return join(oriented);
	}

	/** Lines between two different areas of the territory, each drawn once. */
	between(areaOf: (area: Area) => string): Ring[] {
		return join(
			this.#edges
				.filter((edge) => edge.right !== null && areaOf(edge.left) !== areaOf(edge.right))
				.map((edge): [Point, Point] => [edge.from, edge.to]),
			true
		);
	}

	/** Pairs of areas that touch. */
	touching(areaOf: (area: Area) => string): [string, string][] {
		return this.#edges.flatMap((edge): [string, string][] =>
			edge.right && areaOf(edge.left) !== areaOf(edge.right)
				? [[areaOf(edge.left), areaOf(edge.right)]]
				: []
		);
	}
}

function edgesOf(ring: Ring): [Point, Point][] {
	const rounded = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)]);
	return rounded.flatMap((point, index): [Point, Point][] => {
		const next = rounded[(index + 1) % rounded.length] ?? point;
		return keyOf(point, point) === keyOf(next, next) ? [] : [[point, next]];
	});
}

/** Chains edges end to end. Lines may be walked either way; outlines keep their direction. */
function join(edges: [Point, Point][], eitherWay = false): Ring[] {
	const free = new Set(edges);
	const starts = new Map<string, Set<[Point, Point]>>();
	const add = (point: Point, edge: [Point, Point]) => {
		const key = keyOf(point, point);
		starts.set(key, (starts.get(key) ?? new Set()).add(edge));
	};
	for (const edge of edges) {
		add(edge[0], edge);
		if (eitherWay) add(edge[1], edge);
	}
	const rings: Ring[] = [];
	for (const edge of edges) {
		if (!free.delete(edge)) continue;
		const ring: Ring = [edge[0]];
		let end = edge[1];
		for (;;) {
			ring.push(end);
			const at = end;
			const next = [...(starts.get(keyOf(at, at)) ?? [])].find((one) => free.has(one));
			if (!next) break;
			free.delete(next);
			end = same(next[0], at) ? next[1] : next[0];
		}
		rings.push(straighten(ring));
	}
	return rings;
}

/** Leaves out the points in the middle of a straight stretch. */
function straighten(ring: Ring): Ring {
	return ring.filter((point, index) => {
		const [before, after] = [ring[index - 1], ring[index + 1]];
		if (!before || !after) return true;
		const turn =
			(point[0] - before[0]) * (after[1] - point[1]) -
			(point[1] - before[1]) * (after[0] - point[0]);
		return Math.abs(turn) > 0.5;
	});
}

function keyOf(a: Point, b: Point): string {
	return `${String(a[0])} ${String(a[1])}/${String(b[0])} ${String(b[1])}`;
}

function same(a: Point, b: Point): boolean {
	return a[0] === b[0] && a[1] === b[1];
}
