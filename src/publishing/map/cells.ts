import { Delaunay } from 'd3-delaunay';

/** A point of the picture. */
export type Point = [x: number, y: number];

/** A closed outline; the last point joins the first. */
export type Ring = Point[];

/** Distance to the nearest centre at which the outside begins, in medians of the gap between neighbours. */
const REACH = 2;

/**
 * Schematic ground when no contour is known: around each centre, the points nearer to it than to any other
 * centre (Voronoi). Witnesses sown outside hold the outer cells back, which gives a soft outline.
 */
export function schematicCells(centres: Point[]): Ring[] {
	if (centres.length === 0) return [];
	const gap = medianGap(centres);
	const delaunay = Delaunay.from([...centres, ...witnesses(centres, gap)]);
	const voronoi = delaunay.voronoi(frameOf(centres, 4 * gap));
	return centres.map((_, index) => {
		const ring = voronoi.cellPolygon(index) as Ring | null; // typed as polygons of numbers
		return ring ? ring.slice(0, -1) : [];
	});
}

/** Points in staggered rows around the territory, none nearer than the reach to a centre. */
function witnesses(centres: Point[], gap: number): Point[] {
	const delaunay = Delaunay.from(centres);
	const [left, top, right, bottom] = frameOf(centres, 4 * gap);
	const found: Point[] = [];
	for (let row = 0, y = top; y <= bottom; row += 1, y += gap * 0.8) {
		for (let x = left + (row % 2) * gap * 0.5; x <= right; x += gap) {
			const [nearX, nearY] = centres[delaunay.find(x, y)] ?? [x, y];
			if (Math.hypot(nearX - x, nearY - y) > REACH * gap) found.push([x, y]);
		}
	}
	return found;
}

function frameOf(centres: Point[], margin: number): [number, number, number, number] {
	const [xs, ys] = [centres.map(([x]) => x), centres.map(([, y]) => y)];
	return [
		Math.min(...xs) - margin,
		Math.min(...ys) - margin,
		Math.max(...xs) + margin,
		Math.max(...ys) + margin
	];
}

function medianGap(centres: Point[]): number {
	const delaunay = Delaunay.from(centres);
	const gaps = centres
		.map(([x, y], index) => {
			const around = [...delaunay.neighbors(index)].flatMap((other) => {
				const neighbour = centres[other];
				return neighbour ? [Math.hypot(neighbour[0] - x, neighbour[1] - y)] : [];
			});
			return Math.min(...around);
		})
		.filter((gap) => Number.isFinite(gap) && gap > 0)
		.toSorted((a, b) => a - b);
	return gaps[Math.floor(gaps.length / 2)] ?? 40;
}
