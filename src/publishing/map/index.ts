import type { MapBlock } from '#core/blocks.ts';
import { geoMercator } from 'd3-geo';
import { element, paint, picture, SCREEN_MAP, type Role, type Theme } from '../svg.ts';
import { Borders, type Area } from './borders.ts';
import { schematicCells, type Point, type Ring } from './cells.ts';
import { boxesAlong, clustersOf, placeCaptions, type Box, type Caption } from './labels.ts';
import { SIDE } from './frame.ts';
import { areaNames, captionLines, captionText, dot, leaderEnds, leaders, legend } from './words.ts';

const GROUNDS: Role[] = ['land', 'land2', 'land3'];

type Commune = MapBlock['communes'][number];

/**
 * The map of the territory as SVG: one shape per EPCI, dashed lines between EPCI, thick lines between
 * arrondissements, a dot per place and names beside the map. Real contours when every commune has one,
 * cells around the centres otherwise. Colour tells nothing that lines and words do not.
 */
export function renderMap(block: MapBlock, options: { theme?: Theme } = {}): string {
	const theme = options.theme ?? SCREEN_MAP;
	const key = JSON.stringify([block, theme]);
	const known = drawn.get(key);
	if (known !== undefined) return known;
	const picture = draw(block, theme);
	drawn.set(key, picture);
	const [oldest] = drawn.keys();
	if (drawn.size > DRAWN && oldest !== undefined) drawn.delete(oldest);
	return picture;
}

/** Maps drawn lately, by what they show: the same is asked at each visit of the home page. */
const drawn = new Map<string, string>();
const DRAWN = 12;

function draw(block: MapBlock, theme: Theme): string {
	const scene = project(block, theme);
	const borders = new Borders(scene.areas);
	const clusters = clustersOf(scene.points, theme.font * 0.7, (name) => captionLines(name, theme));
	const lineHeight = theme.font * 1.18;
	const captions = placeCaptions(clusters, {
		width: theme.width,
		height: scene.height,
		lineHeight
	});
	const markup = [
		grounds(block.communes, borders, theme),
		path(
			borders.outlineOf(() => true),
			theme,
			'shore'
		),
		path(
			borders.between((area) => area.epci),
			theme,
			'border'
		),
		path(
			borders.between((area) => area.arrondissement),
			theme,
			'frontier'
		),
		areaNames(block.communes, scene.centres, takenBy(captions, theme), theme),
		leaders(captions, theme),
		...clusters.map((cluster) => dot(cluster, theme)),
		...captions.map((caption) => captionText(caption, theme, lineHeight)),
		legend(scene, theme)
	];
	const label = `Carte : ${block.title}. Tout ce qu’elle montre est dans le tableau qui suit.`;
	return picture(theme, Math.ceil(scene.height + theme.font * 2.4), label, markup.join(''));
}

/** Dots and leaders: what the names of the areas keep away from. */
function takenBy(captions: Caption[], theme: Theme): Box[] {
	const gap = theme.font;
	return captions.flatMap((caption) => {
		const [x, y] = caption.cluster.at;
		return [
			{ x: x - gap, y: y - gap, width: 2 * gap, height: 2 * gap },
			...boxesAlong(...leaderEnds(caption, theme), gap * 0.6)
		];
	});
}

interface Scene {
	height: number;
	/** No contour is known: the ground is made of cells. */
	isSchematic: boolean;
	centres: Point[];
	areas: Area[];
	points: { label: string; at: Point }[];
}

/** Degrees to the units of the picture: Mercator, then fitted to the room between the two columns of names. */
function project(block: MapBlock, theme: Theme): Scene {
	const mercator = geoMercator().scale(1000).translate([0, 0]);
	const flat = ([longitude = 0, latitude = 0]: number[]): Point =>
		mercator([longitude, latitude]) ?? [0, 0];
	const isSchematic = !block.communes.every((one) => one.contour);
	const centres = block.communes.map((one) => flat([one.longitude, one.latitude]));
	const cells = isSchematic
		? schematicCells(centres).map((ring) => [ring])
		: block.communes.map((one) => ringsOf(one).map((ring) => ring.map(flat)));
	const points = block.points.map((one) => flat([one.longitude, one.latitude]));
	const { place, height } = fit([...cells.flat(2), ...points], theme);
	return {
		height,
		isSchematic,
		centres: centres.map(place),
		areas: block.communes.map((one, index) => ({
			rings: (cells[index] ?? []).map((ring) => ring.map(place)),
			epci: one.epci ?? '',
			arrondissement: one.arrondissement ?? ''
		})),
		points: block.points.map(({ label }, index) => ({ label, at: place(points[index] ?? [0, 0]) }))
	};
}

/** A high territory is held to three quarters of the width, so that it fits on a screen and half a page. */
function fit(all: Point[], theme: Theme): { place: (point: Point) => Point; height: number } {
	const margin = 4;
	const room = theme.width * (1 - 2 * SIDE) - 2 * margin;
	if (all.length === 0) return { place: (point) => point, height: theme.font * 8 };
	const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)];
	const [left, top] = [Math.min(...xs), Math.min(...ys)];
	const [wide, tall] = [Math.max(...xs) - left, Math.max(...ys) - top];
	const scale = Math.min(room / (wide || 1), (theme.width * 0.75) / (tall || 1));
	const shift = theme.width * SIDE + margin + (room - wide * scale) / 2;
	return {
		place: ([x, y]) => [(x - left) * scale + shift, (y - top) * scale + margin],
		height: Math.max(tall * scale + 2 * margin, theme.font * 8)
	};
}

function ringsOf({ contour }: Commune): number[][][] {
	if (!contour) return [];
	return contour.type === 'Polygon' ? contour.coordinates : contour.coordinates.flat();
}

/** One shape per EPCI; neighbours get different grounds as far as three are enough. */
function grounds(communes: Commune[], borders: Borders, theme: Theme): string {
	const all = [...new Set(communes.map((one) => one.epci ?? ''))];
	const touching = borders.touching((area) => area.epci);
	const chosen = new Map<string, number>();
	for (const epci of all) {
		const around = touching.flatMap(([a, b]) => (a === epci ? [b] : b === epci ? [a] : []));
		const used = new Set(around.map((other) => chosen.get(other)));
		const free = GROUNDS.findIndex((_, index) => !used.has(index));
		chosen.set(epci, Math.max(free, 0));
	}
	return all
		.map((epci) =>
			path(
				borders.outlineOf((area) => area.epci === epci),
				theme,
				GROUNDS[chosen.get(epci) ?? 0] ?? 'land'
			)
		)
		.join('');
}

function path(rings: Ring[], theme: Theme, role: Role): string {
	if (rings.length === 0) return '';
	return element('path', { d: rings.map(relativePath).join(''), ...paint(theme, role) });
}

/** Whole units, each point told from the one before: the shortest way to write a line. */
function relativePath(ring: Ring): string {
	const [first = [0, 0], ...others] = ring;
	let [x, y] = first;
	const steps = others.map((point) => {
		const [dx, dy] = [point[0] - x, point[1] - y];
		[x, y] = point;
		return `${String(dx)}${dy < 0 ? '' : ' '}${String(dy)}`;
	});
	const isClosed = x === first[0] && y === first[1];
	const written = isClosed ? steps.slice(0, -1) : steps;
	return `M${String(first[0])} ${String(first[1])}l${written.join(' ').replaceAll(' -', '-')}${isClosed ? 'z' : ''}`;
}
