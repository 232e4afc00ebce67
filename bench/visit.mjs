import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/**
 * What a browser would receive, compressed as sent.
 * @typedef {{ status: number, firstByteMs: number, totalMs: number, bytes: number, text: string }} Answer
 */

/**
 * Fetches an address as a browser that takes Brotli.
 * @param {string} address
 * @returns {Promise<Answer>}
 */
export function get(address) {
	const began = performance.now();
	return new Promise((resolve, reject) => {
		const call = request(
			address,
			{ agent: false, headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*' } },
			(response) => {
				const firstByteMs = performance.now() - began;
				/** @type {Buffer[]} */
				const pieces = [];
				response.on('data', (piece) => pieces.push(piece));
				response.once('error', reject);
				response.once('end', () => {
					const body = Buffer.concat(pieces);
					const plain = decoded(body, response.headers['content-encoding']);
					resolve({
						status: response.statusCode ?? 0,
						firstByteMs,
						totalMs: performance.now() - began,
						bytes: body.length,
						text: plain.toString('utf8')
					});
				});
			}
		);
		call.once('error', reject);
		call.end();
	});
}

/**
 * A first visit: the page, then its styles, scripts, icons, pictures and the fonts of French text.
 * @param {string} base
 * @param {string} path
 */
export async function visit(base, path) {
	const page = await get(base + path);
	const wanted = new Set(linkedFiles(page.text).map((file) => new URL(file, base + path).href));
	let bytes = page.bytes;
	let requests = 1;
	// A style sheet adds its fonts to the set while it is walked.
	for (const address of wanted) {
		if (!address.startsWith(base)) continue;
		const answer = await get(address);
		bytes += answer.bytes;
		requests += 1;
		if (/\.css($|\?)/.test(address))
			for (const font of latinFonts(answer.text)) wanted.add(new URL(font, address).href);
	}
	return { status: page.status, elements: countElements(page.text), requests, bytes };
}

/** @param {string} html */
function linkedFiles(html) {
	const tags = html.match(/<(?:link|script|img|source)\b[^>]*>/g) ?? [];
	return tags.flatMap((tag) => {
		if (tag.startsWith('<link') && !/rel="?(?:stylesheet|preload|modulepreload|icon)/.test(tag))
			return [];
		const found = tag.match(/\s(?:href|src)="([^"]+)"/)?.[1];
		return found && !found.startsWith('data:') ? [found.replaceAll('&amp;', '&')] : [];
	});
}

/**
 * Fonts of upright text whose range holds the letter A; the browser leaves the others alone.
 * @param {string} css
 */
function latinFonts(css) {
	return (css.match(/@font-face\s*{[^}]*}/g) ?? []).flatMap((face) => {
		if (/font-style:\s*italic/.test(face)) return [];
		const range = face.match(/unicode-range:\s*([^;}]+)/)?.[1];
		const isLatin = !range || /U\+(?:0{0,4}-|00\?\?|20-)/i.test(range);
		const file = face.match(/url\(["']?([^"')]+)/)?.[1];
		return isLatin && file && !file.startsWith('data:') ? [file] : [];
	});
}

/**
 * Elements of a page, those inside an svg left out, as EcoIndex counts them.
 * @param {string} html
 */
function countElements(html) {
	const bare = html
		.replace(/<!--[^]*?-->/g, '')
		.replace(/(<(script|style|svg)\b[^>]*>)[^]*?<\/\2>/g, '$1');
	return (bare.match(/<[a-z][^>]*>/gi) ?? []).length;
}

/**
 * @param {Buffer} body
 * @param {string | undefined} encoding
 */
function decoded(body, encoding) {
	if (encoding === 'br') return brotliDecompressSync(body);
	return encoding === 'gzip' ? gunzipSync(body) : body;
}
