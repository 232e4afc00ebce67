/** @typedef {[number, number, number]} Colour */
/** @typedef {{ colour: Colour, count: number }} Shade */

const SIZE = 256;

/**
 * At most 256 colours that stand for those of a picture: the most used as they are, the others by median cut.
 * @param {Buffer} pixels three bytes a pixel
 * @returns {{ colours: Colour[], nearest: (r: number, g: number, b: number) => number }}
 */
export function paletteOf(pixels) {
	/** @type {Map<number, number>} */
	const counts = new Map();
	for (let at = 0; at < pixels.length; at += 3) {
		const key = keyOf(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	const shades = [...counts]
		.map(([key, count]) => ({
			colour: /** @type {Colour} */ ([key >> 16, (key >> 8) & 255, key & 255]),
			count
		}))
		.sort((a, b) => b.count - a.count);
	// Grounds and texts keep their very colour; only the softened edges of letters are brought together.
	const exact = shades.slice(0, SIZE / 2);
	const rest = shades.slice(SIZE / 2);
	const colours = [...exact.map(({ colour }) => colour), ...medianCut(rest, SIZE - exact.length)];
	/** @type {Map<number, number>} */
	const found = new Map();
	const nearest = (/** @type {number} */ r, /** @type {number} */ g, /** @type {number} */ b) => {
		const key = keyOf(r, g, b);
		const index = found.get(key) ?? indexOfNearest(colours, [r, g, b]);
		found.set(key, index);
		return index;
	};
	return { colours, nearest };
}

/**
 * @param {number} r
 * @param {number} g
 * @param {number} b
 */
function keyOf(r, g, b) {
	return (r << 16) | (g << 8) | b;
}

/**
 * Cuts the widest box in two until there are enough; the mean of each box is its colour.
 * @param {Shade[]} shades
 * @param {number} size
 * @returns {Colour[]}
 */
function medianCut(shades, size) {
	const boxes = shades.length > 0 ? [shades] : [];
	while (boxes.length < size) {
		const widest = boxes
			.map((box, index) => ({ index, ...widthOf(box) }))
			.sort((a, b) => b.width - a.width)[0];
		if (!widest || widest.width === 0) break;
		const box = (boxes[widest.index] ?? []).sort(
			(a, b) => (a.colour[widest.channel] ?? 0) - (b.colour[widest.channel] ?? 0)
		);
		boxes.splice(widest.index, 1, box.slice(0, box.length >> 1), box.slice(box.length >> 1));
	}
	return boxes.map(meanOf);
}

/** @param {Shade[]} box */
function widthOf(box) {
	const widths = [0, 1, 2].map((channel) => {
		const values = box.map(({ colour }) => colour[channel] ?? 0);
		return values.length < 2 ? 0 : Math.max(...values) - Math.min(...values);
	});
	const width = Math.max(...widths);
	return { width, channel: widths.indexOf(width) };
}

/**
 * @param {Shade[]} box
 * @returns {Colour}
 */
function meanOf(box) {
	const total = box.reduce((sum, { count }) => sum + count, 0);
	const mean = (/** @type {0 | 1 | 2} */ channel) =>
		Math.round(box.reduce((sum, { colour, count }) => sum + colour[channel] * count, 0) / total);
	return [mean(0), mean(1), mean(2)];
}

/**
 * @param {Colour[]} colours
 * @param {Colour} wanted
 */
function indexOfNearest(colours, [r, g, b]) {
	let best = 0;
	let least = Infinity;
	for (const [index, colour] of colours.entries()) {
		const distance = (colour[0] - r) ** 2 + (colour[1] - g) ** 2 + (colour[2] - b) ** 2;
		if (distance < least) [best, least] = [index, distance];
	}
	return best;
}
