import { deflateSync } from 'node:zlib';

/** Objects put together in one stream: few enough for a reader to open one of them quickly. */
const TOGETHER = 200;

/** An object of the file: its number, and all that stands between `obj` and `endobj`. */
interface PdfObject {
	number: number;
	body: Buffer;
}

/** Where an object is: at an offset of the file, or at a rank in a stream of objects. */
type Place = { offset: number } | { within: number; rank: number };

/**
 * The same PDF with its objects compressed (object streams, ISO 32000-1, 7.5.7), which Typst does not do: the tags
 * of an accessible report are two thirds of its weight. Nothing is changed in the objects themselves.
 * A file laid out otherwise than Typst's comes back as it is.
 */
export function packPdf(pdf: Uint8Array): Uint8Array {
	const source = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
	const parsed = parse(source);
	if (!parsed) return pdf;
	const { objects, trailer, size } = parsed;
	const isStream = ({ body }: PdfObject) => body.subarray(-9).toString('latin1') === 'endstream';
	const loose = objects.filter((one) => !isStream(one));
	const places = new Map<number, Place>();
	const chunks: Buffer[] = [];
	let length = 0;
	const write = (chunk: Buffer) => {
		chunks.push(chunk);
		length += chunk.length;
	};
	const writeObject = ({ number, body }: PdfObject) => {
		places.set(number, { offset: length });
		write(Buffer.concat([ascii(`${String(number)} 0 obj\n`), body, ascii('\nendobj\n')]));
	};
	// The first line, and the comment that tells a file of bytes.
	write(source.subarray(0, source.indexOf('\n', source.indexOf('\n') + 1) + 1));
	objects.filter(isStream).forEach(writeObject);
	let next = size;
	for (let start = 0; start < loose.length; start += TOGETHER) {
		const group = loose.slice(start, start + TOGETHER);
		group.forEach(({ number }, rank) => places.set(number, { within: next, rank }));
		writeObject({ number: next, body: objectStream(group) });
		next += 1;
	}
	const table = length;
	places.set(next, { offset: table });
	const last = { number: next, body: crossReferences(places, next + 1, trailer) };
	writeObject(last);
	write(ascii(`startxref\n${String(table)}\n%%EOF\n`));
	return Buffer.concat(chunks);
}

/** Objects by the table of cross-references; `null` when the file has another shape. */
function parse(source: Buffer): { objects: PdfObject[]; trailer: string; size: number } | null {
	const end = source.subarray(-2000).toString('latin1');
	const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1] ?? Number.NaN);
	const trailer = /trailer\s*<<(.*)>>\s*startxref/s.exec(end)?.[1];
	if (!Number.isInteger(start) || trailer === undefined) return null;
	const table = source.subarray(start).toString('latin1');
	const size = Number(/^xref\s+0 (\d+)\s/.exec(table)?.[1] ?? Number.NaN);
	const entries = [...table.matchAll(/^(\d{10}) (\d{5}) ([nf])\s*$/gm)];
	if (entries.length !== size) return null;
	const used = entries
		.flatMap(([, offset, , kind], number) =>
			kind === 'n' ? [{ number, offset: Number(offset) }] : []
		)
		.toSorted((a, b) => a.offset - b.offset);
	const objects: PdfObject[] = [];
	for (const [index, { number, offset }] of used.entries()) {
		const body = bodyOf(source.subarray(offset, used[index + 1]?.offset ?? start), number);
		if (!body) return null;
		objects.push({ number, body });
	}
	return { objects, trailer: trailer.replace(/\/Size \d+/, '').trim(), size };
}

function bodyOf(chunk: Buffer, number: number): Buffer | null {
	const head = ascii(`${String(number)} 0 obj`);
	const tail = chunk.lastIndexOf('endobj');
	if (tail < 0 || !chunk.subarray(0, head.length).equals(head)) return null;
	const isBlank = (at: number) => (chunk[at] ?? 0) <= 0x20;
	let [from, to] = [head.length, tail];
	while (from < to && isBlank(from)) from += 1;
	while (to > from && isBlank(to - 1)) to -= 1;
	return chunk.subarray(from, to);
}

/** Objects one after the other, after the list of their numbers and places. */
function objectStream(group: PdfObject[]): Buffer {
	let offset = 0;
	const index = group.map(({ number, body }) => {
		const line = `${String(number)} ${String(offset)}`;
		offset += body.length + 1;
		return line;
	});
	const head = ascii(`${index.join(' ')}\n`);
	const bodies = group.flatMap(({ body }) => [body, ascii('\n')]);
	return stream(
		`/Type /ObjStm /N ${String(group.length)} /First ${String(head.length)}`,
		Buffer.concat([head, ...bodies])
	);
}

/** Where each object is, as a stream that takes the place of the table and of the trailer. */
function crossReferences(places: Map<number, Place>, size: number, trailer: string): Buffer {
	const rows = Buffer.alloc(size * 7);
	for (let number = 0; number < size; number += 1) {
		const place = places.get(number);
		const at = number * 7;
		if (!place) continue;
		const isInside = 'within' in place;
		rows.writeUInt8(isInside ? 2 : 1, at);
		rows.writeUInt32BE(isInside ? place.within : place.offset, at + 1);
		rows.writeUInt16BE(isInside ? place.rank : 0, at + 5);
	}
	rows.writeUInt16BE(0xffff, 5); // The first entry is the head of the free ones.
	return stream(`/Type /XRef /Size ${String(size)} /W [1 4 2] ${trailer}`, rows);
}

function stream(entries: string, content: Buffer): Buffer {
	const packed = deflateSync(content);
	return Buffer.concat([
		ascii(`<< ${entries} /Filter /FlateDecode /Length ${String(packed.length)} >>\nstream\n`),
		packed,
		ascii('\nendstream')
	]);
}

function ascii(text: string): Buffer {
	return Buffer.from(text, 'latin1');
}
