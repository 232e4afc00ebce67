import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Where the page that draws stands: no other machine is asked, every file is handed over here. */
const PLACE = 'http://127.0.0.1:1/';
const WIDTH = 720;

/**
 * Pages of a PDF as pictures: by their number, or the first whose text matches.
 * @param {import('playwright-core').Browser} browser
 * @param {Uint8Array} pdf
 * @param {Record<string, number | RegExp>} wanted
 * @returns {Promise<Record<string, Buffer>>}
 */
export async function pdfPages(browser, pdf, wanted) {
	const library = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.mjs'));
	const page = await browser.newPage({ viewport: { width: WIDTH, height: 1018 } });
	await page.route('**/*', async (route) => {
		const name = new URL(route.request().url()).pathname.slice(1);
		if (name === '')
			return route.fulfill({
				contentType: 'text/html',
				body: '<style>body{margin:0}</style><canvas></canvas>'
			});
		if (name === 'report.pdf') return route.fulfill({ body: Buffer.from(pdf) });
		const body = await readFile(join(library, name));
		return route.fulfill({ contentType: 'text/javascript', body });
	});
	await page.goto(PLACE);
	/** @type {Record<string, Buffer>} */
	const pictures = {};
	for (const [name, which] of Object.entries(wanted)) {
		const number = typeof which === 'number' ? which : await pageWith(pdf, which);
		await page.evaluate(draw, { number, width: WIDTH });
		pictures[name] = await page.locator('canvas').screenshot();
	}
	await page.close();
	return pictures;
}

/**
 * Runs in the browser.
 * @param {{ number: number, width: number }} wanted
 */
async function draw({ number, width }) {
	const address = './pdf.mjs';
	const { getDocument, GlobalWorkerOptions } = await import(address);
	GlobalWorkerOptions.workerSrc = './pdf.worker.mjs';
	const sheet = await (await getDocument({ url: './report.pdf' }).promise).getPage(number);
	const viewport = sheet.getViewport({ scale: width / sheet.getViewport({ scale: 1 }).width });
	const canvas = document.querySelector('canvas');
	if (!canvas) throw new Error('the page has lost its canvas');
	canvas.width = viewport.width;
	canvas.height = viewport.height;
	await sheet.render({ canvas, viewport }).promise;
}

/**
 * @param {Uint8Array} pdf
 * @param {RegExp} words
 */
async function pageWith(pdf, words) {
	const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
	for (let number = 1; number <= document.numPages; number += 1) {
		const { items } = await (await document.getPage(number)).getTextContent();
		const text = items
			.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
			.join('');
		if (words.test(text)) return number;
	}
	throw new Error(`no page of the report says ${String(words)}`);
}
