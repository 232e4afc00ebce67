import { textWidth } from '../charts/text-width.ts';
import type { Point } from './cells.ts';

/** Points too near to be told apart, drawn as one dot with their names. */
export interface Cluster {
	at: Point;
	names: string[];
	/** The names as they are written, a long one on several lines. */
	lines: string[];
}

/** Names of a cluster beside the map. `y` is the middle of the block of lines. */
export interface Caption {
	cluster: Cluster;
	lines: string[];
	side: 'left' | 'right';
	y: number;
}

/** Groups the points nearer than `gap`; the first one gives the place. */
export function clustersOf(
	points: { label: string; at: Point }[],
	gap: number,
	linesOf: (name: string) => string[]
): Cluster[] {
	const clusters: Cluster[] = [];
	for (const point of points) {
		const near = clusters.find(
			({ at }) => Math.hypot(at[0] - point.at[0], at[1] - point.at[1]) < gap
		);
		const cluster = near ?? { at: point.at, names: [], lines: [] };
		if (!near) clusters.push(cluster);
		cluster.names.push(point.label);
		cluster.lines.push(...linesOf(point.label));
	}
	return clusters;
}

/**
 * Captions in two columns beside the map: each cluster goes to its nearer side as long as there is room, in
 * the order of the places, so that leaders hardly cross.
 */
export function placeCaptions(
	clusters: Cluster[],
	frame: { width: number; height: number; lineHeight: number }
): Caption[] {
	const middle = frame.width / 2;
	const fitting = Math.floor(frame.height / (frame.lineHeight * 1.3));
	const sides = {
		left: clusters.filter(({ at }) => at[0] < middle),
		right: clusters.filter(({ at }) => at[0] >= middle)
	};
	relieve(sides.left, sides.right, fitting, (cluster) => -cluster.at[0]);
	relieve(sides.right, sides.left, fitting, (cluster) => cluster.at[0]);
	return [...stack(sides.left, 'left', frame), ...stack(sides.right, 'right', frame)];
}

/** Moves the clusters nearest to the middle to the other side, as long as that one is less full. */
function relieve(
	full: Cluster[],
	other: Cluster[],
	fitting: number,
	rank: (cluster: Cluster) => number
): void {
	full.sort((a, b) => rank(b) - rank(a));
	while (linesIn(full) > Math.max(fitting, linesIn(other))) {
		const moved = full.pop();
		if (!moved) return;
		other.push(moved);
	}
}

function linesIn(clusters: Cluster[]): number {
	return clusters.reduce((sum, cluster) => sum + cluster.lines.length, 0);
}

/** Captions of a column in the order of their places, each as near to its own as the others allow. */
function stack(
	clusters: Cluster[],
	side: 'left' | 'right',
	frame: { height: number; lineHeight: number }
): Caption[] {
	const ordered = clusters.toSorted((a, b) => a.at[1] - b.at[1]);
	const heights = ordered.map(({ lines }) => (lines.length + 0.4) * frame.lineHeight);
	const before = heights.map((_, index) => sum(heights.slice(0, index)));
	const slack = Math.max(frame.height - sum(heights), 0);
	// Without the heights above it, each caption wants a place; captions in order are rising places.
	const wanted = ordered.map(
		({ at }, index) => at[1] - (heights[index] ?? 0) / 2 - (before[index] ?? 0)
	);
	return rising(wanted).map((place, index): Caption => {
		const top = Math.min(Math.max(place, 0), slack) + (before[index] ?? 0);
		const cluster = ordered[index] ?? { at: [0, 0], names: [], lines: [] };
		return { cluster, lines: cluster.lines, side, y: top + (heights[index] ?? 0) / 2 };
	});
}

/** The nearest values that never fall (isotonic regression: neighbours that cross share their mean). */
function rising(values: number[]): number[] {
	const pools: number[][] = [];
	for (const value of values) {
		let pool = [value];
		for (let last = pools.at(-1); last && mean(last) > mean(pool); last = pools.at(-1)) {
			pool = [...last, ...pool];
			pools.pop();
		}
		pools.push(pool);
	}
	return pools.flatMap((pool) => pool.map(() => mean(pool)));
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

function mean(values: number[]): number {
	return sum(values) / values.length;
}

/** A rectangle of the picture; `x` and `y` are its top left corner. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Small boxes along a leader, so that names keep away from it. */
export function boxesAlong([x1, y1]: Point, [x2, y2]: Point, size: number): Box[] {
	const count = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / size);
	return Array.from({ length: count + 1 }, (_, index) => {
		const share = index / count;
		return {
			x: x1 + (x2 - x1) * share - size / 2,
			y: y1 + (y2 - y1) * share - size / 2,
			width: size,
			height: size
		};
	});
}

/** Blank kept around a name. */
const PADDING = 4;

/**
 * A place for the name of an area: near its middle, inside the frame, away from what is already placed.
 * The box of the name joins `taken`.
 */
export function placeName(
	lines: string[],
	candidates: Point[],
	{ taken, size, frame }: { taken: Box[]; size: number; frame: { left: number; right: number } }
): Point {
	const width = Math.max(...lines.map((line) => textWidth(line, size)));
	const height = lines.length * size * 1.15;
	const boxAt = ([x, y]: Point) => ({
		x: x - width / 2 - PADDING,
		y: y - height / 2 - PADDING,
		width: width + 2 * PADDING,
		height: height + 2 * PADDING
	});
	const costs = candidates.map((at, rank) => {
		const own = boxAt(at);
		const covered = taken.reduce((sum, box) => sum + overlap(own, box), 0);
		const outside = Math.max(frame.left - own.x, 0) + Math.max(own.x + own.width - frame.right, 0);
		return { at, cost: covered + outside * height + rank * 4 };
	});
	const best = costs.toSorted((a, b) => a.cost - b.cost)[0]?.at ?? [0, 0];
	taken.push(boxAt(best));
	return best;
}

function overlap(a: Box, b: Box): number {
	const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
	const tall = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
	return wide > 0 && tall > 0 ? wide * tall : 0;
}
