import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIELD_LIMIT, readSent, TEXT_LIMIT } from './sent-form.ts';

const text = fc
	.string({ unit: 'grapheme', maxLength: 60 })
	.map((one) => one.replace(/\r\n?|\n/g, '\r\n'));
const field = fc.stringMatching(/^[a-zA-Z_.:-]{1,12}$/);
const file = fc.record({
	name: fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
		.filter((one) => /^[^\0-\x1f%]+$/.test(one)),
	bytes: fc.uint8Array({ maxLength: 5000 })
});

const formOf = (sent: Awaited<ReturnType<typeof readSent>>) => (sent === 'too many' ? null : sent);

/** The request as it comes from a network: in pieces of any size. */
async function inPieces(request: Request, size: number): Promise<Request> {
	const bytes = await request.bytes();
	let at = 0;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			if (at >= bytes.length) controller.close();
			else controller.enqueue(bytes.slice(at, (at += size)));
		}
	});
	const init = { method: 'POST', headers: request.headers, body, duplex: 'half' };
	return new Request('http://site.invalid/', init);
}

test('a form is read as it was sent, with or without files, however it comes', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(field, fc.oneof(text, file)), { maxLength: 8 }),
			fc.integer({ min: 1, max: 700 }),
			async (entries, size) => {
				const form = new FormData();
				for (const [name, value] of entries)
					if (typeof value === 'string') form.append(name, value);
					else form.append(name, new Blob([new Uint8Array(value.bytes)]), value.name);
				const request = new Request('http://site.invalid/', { method: 'POST', body: form });
				const sent = formOf(await readSent(await inPieces(request, size)));
				expect(sent?.texts ?? []).toEqual([...form].filter(([, one]) => typeof one === 'string'));
				expect(sent?.files ?? []).toEqual(
					[...form].flatMap(([name, one]) => (one instanceof File ? [[name, one.name]] : []))
				);
			}
		),
		{ numRuns: 200 }
	);
});

test('a form without files is read as it was sent', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.tuple(field, text)), async (entries) => {
			const body = new URLSearchParams(entries);
			const request = new Request('http://site.invalid/', { method: 'POST', body });
			expect(formOf(await readSent(request))?.texts).toEqual(entries);
		})
	);
});

test('the bytes of a file are not kept, nor a text longer than a form may hold', async () => {
	const form = new FormData();
	form.append('title', 'Statuts');
	form.append('file.fichier', new Blob([new Uint8Array(8_000_000)]), 'statuts.pdf');
	form.append('text', 'Relu.');
	const request = () => new Request('http://site.invalid/', { method: 'POST', body: form });
	expect(await readSent(request())).toEqual({
		texts: [
			['title', 'Statuts'],
			['text', 'Relu.']
		],
		files: [['file.fichier', 'statuts.pdf']],
		isMultipart: true
	});
	form.append('minutes', 'a'.repeat(TEXT_LIMIT + 1));
	expect(await readSent(request())).toBeNull();
});

describe('a form of more fields than any has', () => {
	const urlencoded = (count: number) =>
		new Request('http://site.invalid/', {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: Array.from({ length: count }, () => 'a').join('&')
		});
	const multipart = (count: number) => {
		const form = new FormData();
		for (let index = 0; index < count; index += 1) form.append('a', '1');
		return new Request('http://site.invalid/', { method: 'POST', body: form });
	};

	test.each([
		['in one line', urlencoded],
		['in parts', multipart]
	])('%s is not read, one of fewer is', async (_, made) => {
		expect(await readSent(made(FIELD_LIMIT))).toMatchObject({
			texts: expect.objectContaining({ length: FIELD_LIMIT })
		});
		const request = made(FIELD_LIMIT + 1);
		expect(await readSent(request)).toBe('too many');
		// All of it came: what is left unread breaks the connection.
		expect(request.bodyUsed).toBe(true);
	});
});

test.each(['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', ''])(
	'what is no form (%s) is no form',
	async (type) => {
		const headers = { 'content-type': type };
		const request = new Request('http://site.invalid/', { method: 'POST', headers, body: 'a=b' });
		expect(await readSent(request)).toBeNull();
	}
);
