import assert from 'node:assert/strict';

/** Quantiles of the pages of the HTTP Archive, as EcoIndex publishes them. */
const ELEMENTS = [
	0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801,
	2479, 594601
];
const REQUESTS = [
	0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920
];
const KILOBYTES = [
	0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27,
	1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26
];
const GRADES = /** @type {const} */ ([
	['A', 80],
	['B', 70],
	['C', 55],
	['D', 40],
	['E', 25],
	['F', 10]
]);

/**
 * EcoIndex of a page, 0 to 100, and its grade, A to G.
 * @param {{ elements: number, requests: number, kilobytes: number }} page elements of the DOM (those inside an
 *   svg left out), requests, and compressed bytes ÷ 1000
 */
export function ecoIndex({ elements, requests, kilobytes }) {
	const weighted =
		3 * position(ELEMENTS, elements) +
		2 * position(REQUESTS, requests) +
		position(KILOBYTES, kilobytes);
	const score = 100 - (5 * weighted) / 6;
	return { score, grade: GRADES.find(([, above]) => score > above)?.[0] ?? 'G' };
}

/**
 * @param {number[]} quantiles
 * @param {number} value
 */
function position(quantiles, value) {
	const index = quantiles.findIndex((quantile, rank) => rank > 0 && value < quantile);
	const [before, after] = [quantiles[index - 1], quantiles[index]];
	if (before === undefined || after === undefined) return quantiles.length - 1;
	return index - 1 + (value - before) / (after - before);
}

// The two vectors of the published method: a wrong list would make every figure wrong.
assert.equal(ecoIndex({ elements: 75, requests: 15, kilobytes: 144.7 }).score, 90);
assert.equal(ecoIndex({ elements: 600, requests: 40, kilobytes: 1024 }).score.toFixed(2), '60.92');
