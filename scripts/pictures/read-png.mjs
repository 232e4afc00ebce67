import { inflateSync } from 'node:zlib';

/**
 * Reads a PNG of 8-bit colours, with or without transparency, not interlaced: what a browser writes.
 * @param {Buffer} png
 * @returns {{ width: number, height: number, pixels: Buffer }} three bytes a pixel; transparency is left out
 */
export function readPng(png) {
	const width = png.readUInt32BE(16);
	const height = png.readUInt32BE(20);
	const [depth, type, , , interlaced] = png.subarray(24, 29);
	const channels = type === 2 ? 3 : type === 6 ? 4 : 0;
	if (depth !== 8 || channels === 0 || interlaced !== 0)
		throw new Error('only plain 8-bit colour PNG files are read here');
	const lines = unfiltered(inflateSync(dataOf(png)), width * channels, height, channels);
	if (channels === 3) return { width, height, pixels: lines };
	const pixels = Buffer.alloc(width * height * 3);
	for (let i = 0; i < width * height; i += 1) lines.copy(pixels, i * 3, i * 4, i * 4 + 3);
	return { width, height, pixels };
}

/** @param {Buffer} png */
function dataOf(png) {
	const parts = [];
	for (let at = 8; at < png.length;) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		if (type === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return Buffer.concat(parts);
}

/**
 * Undoes the filter that each line names in its first byte (section 9 of the PNG specification).
 * @param {Buffer} raw
 * @param {number} stride bytes of a line
 * @param {number} height
 * @param {number} step bytes of a pixel
 */
function unfiltered(raw, stride, height, step) {
	const result = Buffer.alloc(stride * height);
	for (let y = 0; y < height; y += 1) {
		const filter = raw[y * (stride + 1)] ?? 0;
		for (let x = 0; x < stride; x += 1) {
			const at = y * stride + x;
			const left = x >= step ? (result[at - step] ?? 0) : 0;
			const up = y > 0 ? (result[at - stride] ?? 0) : 0;
			const corner = x >= step && y > 0 ? (result[at - stride - step] ?? 0) : 0;
			result[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner);
		}
	}
	return result;
}

/**
 * @param {number} filter
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function predicted(filter, left, up, corner) {
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	if (filter !== 4) return 0;
	const guess = left + up - corner;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	return a <= b && a <= c ? left : b <= c ? up : corner;
}
