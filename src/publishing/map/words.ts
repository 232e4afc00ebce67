import type { MapBlock } from '#core/blocks.ts';
import { wrap } from '../charts/text-width.ts';
import { element, paint, textElement, type Role, type Theme } from '../svg.ts';
import type { Point } from './cells.ts';
import { SIDE } from './frame.ts';
import { placeName, type Box, type Caption, type Cluster } from './labels.ts';

const LINE_HEIGHT = 1.15;

/** Names of the EPCI and of the arrondissements, each on its ground. */
export function areaNames(
	communes: MapBlock['communes'],
	centres: Point[],
	taken: Box[],
	theme: Theme
): string {
	const frame = { left: theme.width * SIDE, right: theme.width * (1 - SIDE) };
	const write = (areaOf: 'epci' | 'arrondissement', role: Role, size: number) =>
		[...new Set(communes.flatMap((one) => one[areaOf] ?? []))].map((area) => {
			const own = centres.filter((_, index) => communes[index]?.[areaOf] === area);
			const words = areaOf === 'epci' ? area : arrondissementName(area);
			const lines = wrap(words, size, theme.width * (areaOf === 'epci' ? 0.17 : 0.2), 3);
			const at = placeName(lines, nearestToMiddle(own), { taken, size, frame });
			return textBlock(lines, at, { size, theme, role });
		});
	return [
		...write('epci', 'place', theme.font),
		...write('arrondissement', 'region', theme.font * 0.82)
	].join('');
}

function arrondissementName(name: string): string {
	const of = /^[aeéèêiouyh]/i.test(name) ? 'd’' : 'de\u00a0';
	return `Arrondissement ${of}${name}`.toLocaleUpperCase('fr');
}

function textBlock(
	lines: string[],
	[x, y]: Point,
	{ size, theme, role }: { size: number; theme: Theme; role: Role }
): string {
	const top = y - ((lines.length - 1) * size * LINE_HEIGHT) / 2 + size * 0.35;
	return lines
		.map((line, index) =>
			textElement(
				{
					x,
					y: top + index * size * LINE_HEIGHT,
					'text-anchor': 'middle',
					'font-size': size === theme.font ? undefined : size,
					...paint(theme, role)
				},
				line
			)
		)
		.join('');
}

function nearestToMiddle(points: Point[]): Point[] {
	const mean = (index: 0 | 1) => points.reduce((sum, one) => sum + one[index], 0) / points.length;
	const [x, y] = [mean(0), mean(1)];
	const away = (one: Point) => Math.hypot(one[0] - x, one[1] - y);
	return points.toSorted((a, b) => away(a) - away(b));
}

/** Where a leader starts, beside its caption, and the place where it ends. */
export function leaderEnds({ cluster, side, y }: Caption, theme: Theme): [Point, Point] {
	const x = side === 'left' ? theme.width * SIDE - 4 : theme.width * (1 - SIDE) + 4;
	return [[x, y], cluster.at];
}

/** All leaders in one path. */
export function leaders(captions: Caption[], theme: Theme): string {
	if (captions.length === 0) return '';
	const lines = captions.map((caption) => {
		const ends = leaderEnds(caption, theme).flat();
		return `M${ends.map((value) => String(Math.round(value))).join(' ')}`;
	});
	return element('path', { d: lines.join(''), ...paint(theme, 'leader') });
}

/** A dot; several points at one place are one larger dot with their number. */
export function dot({ at: [cx, cy], names }: Cluster, theme: Theme): string {
	const isMany = names.length > 1;
	const r = theme.font * (isMany ? 0.72 : 0.4);
	const circle = element('circle', { cx, cy, r, ...paint(theme, 'dot') });
	if (!isMany) return circle;
	const size = theme.font * 0.85;
	const number = { x: cx, y: cy + size * 0.36, 'text-anchor': 'middle', 'font-size': size };
	return circle + textElement({ ...number, ...paint(theme, 'count') }, String(names.length));
}

/** Names of the points of a cluster, one under the other beside the map. */
export function captionText(caption: Caption, theme: Theme, lineHeight: number): string {
	const { lines, side, y } = caption;
	const x = side === 'left' ? theme.width * SIDE - 8 : theme.width * (1 - SIDE) + 8;
	const anchor = side === 'left' ? 'end' : 'start';
	const top = y - (lines.length * lineHeight) / 2 + theme.font * 0.95;
	return lines
		.map((line, index) => {
			const at = { x, y: top + index * lineHeight, 'text-anchor': anchor };
			return textElement({ ...at, ...paint(theme, 'text') }, line);
		})
		.join('');
}

/** A name as it is written beside the map: on two lines when it is longer than the side. */
export function captionLines(name: string, theme: Theme): string[] {
	return wrap(name, theme.font, theme.width * SIDE - 8, 2);
}

/** What the lines mean, and whether the ground is only a sketch. */
export function legend(
	{ height, isSchematic }: { height: number; isSchematic: boolean },
	theme: Theme
): string {
	const y = height + theme.font * 1.6;
	const size = theme.font * 0.9;
	const line = (x: number, role: Role) =>
		element('path', {
			d: `M${String(x)} ${String(Math.round(y - size * 0.35))}h28`,
			...paint(theme, role)
		});
	const words = (x: number, text: string) =>
		textElement({ x, y, 'font-size': size, ...paint(theme, 'soft') }, text);
	return [
		line(0, 'border'),
		words(36, 'limite d’EPCI'),
		line(150, 'frontier'),
		words(186, 'limite d’arrondissement'),
		isSchematic ? words(370, 'Fond schématique, dessiné autour du centre des communes') : ''
	].join('');
}
