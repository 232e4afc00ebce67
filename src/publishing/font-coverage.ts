/** Does the font draw this code point? */
export type Coverage = (point: number) => boolean;

/**
 * The characters that a TrueType font draws, from its `cmap` table. Source: OpenType 1.9, « cmap », formats 4 and 12.
 * Throws on bytes that are no font.
 */
export function coverageOf(font: Buffer): Coverage {
	const cmap = tableOf(font, 'cmap');
	const drawn = new Set<number>();
	for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
		const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4));
		const format = table.readUInt16BE(0);
		if (format === 4) addSegments(table, drawn);
		if (format === 12) addGroups(table, drawn);
	}
	return (point) => drawn.has(point);
}

function tableOf(font: Buffer, name: string): Buffer {
	for (let index = 0; index < font.readUInt16BE(4); index += 1) {
		const at = 12 + 16 * index;
		if (font.toString('latin1', at, at + 4) === name)
			return font.subarray(font.readUInt32BE(at + 8));
	}
	throw new Error(`this font has no table « ${name} »`);
}

function addSegments(table: Buffer, drawn: Set<number>): void {
	const size = table.readUInt16BE(6);
	for (let at = 0; at < size; at += 2) {
		const last = table.readUInt16BE(14 + at);
		const first = table.readUInt16BE(16 + size + at);
		const delta = table.readUInt16BE(16 + 2 * size + at);
		const offset = table.readUInt16BE(16 + 3 * size + at);
		for (let point = first; point <= last && point < 0xffff; point += 1) {
			const glyph =
				offset === 0
					? (point + delta) & 0xffff
					: table.readUInt16BE(16 + 3 * size + at + offset + 2 * (point - first));
			if (glyph !== 0) drawn.add(point);
		}
	}
}

function addGroups(table: Buffer, drawn: Set<number>): void {
	for (let group = 0; group < table.readUInt32BE(12); group += 1) {
		const at = 16 + 12 * group;
		for (let point = table.readUInt32BE(at); point <= table.readUInt32BE(at + 4); point += 1)
			drawn.add(point);
	}
}
