import type { Chapter } from '#core/blocks.ts';
import { getDocument, OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostile } from '../testing/hostile.ts';
import { CHAPTERS, sampleDocument } from '../testing/sample-document.ts';
import { renderPdf } from './index.ts';

const open = (pdf: Uint8Array): Promise<PDFDocumentProxy> =>
	getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;

async function wordsOf(file: PDFDocumentProxy): Promise<string> {
	const pages = await Promise.all(
		Array.from({ length: file.numPages }, async (_, index) => {
			const { items } = await (await file.getPage(index + 1)).getTextContent();
			return items.map((item) => ('str' in item ? item.str : '')).join(' ');
		})
	);
	return pages.join(' ').replace(/[\s\u00a0]+/g, ' ');
}

async function linksOf(file: PDFDocumentProxy): Promise<string[]> {
	const pages = await Promise.all(
		Array.from({ length: file.numPages }, async (_, index) =>
			(await file.getPage(index + 1)).getAnnotations()
		)
	);
	return pages.flat().flatMap((one: { url?: string }) => one.url ?? []);
}

/** Page of each title, as the bookmarks tell it. */
async function pagesOf(file: PDFDocumentProxy): Promise<Record<string, number>> {
	const outline = await file.getOutline();
	const places = outline.map(async ({ title, dest }): Promise<[string, number]> => {
		const target = typeof dest === 'string' ? await file.getDestination(dest) : dest;
		return [title, (await file.getPageIndex(target?.[0])) + 1];
	});
	return Object.fromEntries(await Promise.all(places));
}

/** Colours of what is filled and of the words of a page, in the order in which they are drawn. */
async function coloursOf(
	file: PDFDocumentProxy,
	page: number
): Promise<Record<'filled' | 'words', string[]>> {
	const { fnArray, argsArray } = await (await file.getPage(page)).getOperatorList();
	const colours: Record<'filled' | 'words', string[]> = { filled: [], words: [] };
	let colour = '';
	for (const [at, operator] of fnArray.entries()) {
		if (operator === OPS.setFillRGBColor) colour = String(argsArray[at]);
		if (operator === OPS.constructPath) colours.filled.push(colour);
		if (operator === OPS.showText) colours.words.push(colour);
	}
	return colours;
}

const chapterOf = (id: string, length: number, others: Partial<Chapter> = {}): Chapter => ({
	id,
	title: id,
	blocks: [{ kind: 'paragraph', runs: ['Le groupe avance. '.repeat(length)] }],
	...others
});

describe('the printed report', () => {
	let file: PDFDocumentProxy;
	beforeAll(async () => {
		file = await open((await renderPdf(sampleDocument())).pdf);
	});

	test('no words of its back cover bear the colour of the cover', async () => {
		const { filled, words } = await coloursOf(file, file.numPages);
		expect(words.length).toBeGreaterThan(3);
		expect(words).not.toContain(filled[0]);
	});

	test('declares PDF/UA-1, its title, its language and its tags', async () => {
		const { info, metadata } = await file.getMetadata();
		expect(info).toMatchObject({
			Title: 'Rapport d’activité 2023 – Cap Lys',
			Author: 'Cap Lys, pôle de coopération de la vallée',
			Language: 'fr-FR'
		});
		expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>');
		expect(await file.getMarkInfo()).not.toBeNull();
	});

	test('has a bookmark for each chapter, and for the headings inside', async () => {
		const outline = await file.getOutline();
		expect(outline.map((one) => one.title)).toEqual([
			'Éditorial',
			'Sommaire',
			'1. Les membres',
			'2. Les perspectives',
			'Annexe A — Les chiffres et leur règle'
		]);
		expect(outline[2]?.items.map((one: { title: string }) => one.title)).toEqual([
			'Visite de L’Atelier du Lys',
			'L’année en chiffres'
		]);
	});

	test('holds on few pages', () => {
		expect(file.numPages).toBeLessThanOrEqual(10);
	});

	test('figures lead to the rows they count, even on paper ground', async () => {
		const links = await linksOf(file);
		expect(links).toContain('https://fanal.example.org/chiffres/visits.held?annee=2023');
		expect(links).toContain('https://fanal.example.org/visites/atelier-du-lys');
	});

	test('says what is missing, numbers its pages and names its document', async () => {
		const words = await wordsOf(file);
		expect(words).toContain('non renseigné');
		expect(words).toContain('Image à fournir');
		expect(words).toContain('Rapport d’activité 2023 – Cap Lys');
		expect(words).toContain('Données au 31 décembre 2023');
	});

	test('pictures have an alternative text', async () => {
		const trees = await Promise.all(
			Array.from({ length: file.numPages }, async (_, index) =>
				JSON.stringify(await (await file.getPage(index + 1)).getStructTree())
			)
		);
		const figures = trees.join('').match(/"role":"Figure"/g) ?? [];
		const described = trees.join('').match(/"alt":"[^"]+/g) ?? [];
		expect(figures.length).toBeGreaterThanOrEqual(6);
		expect(described.length).toBeGreaterThanOrEqual(figures.length);
	});
});

test('sheets of a series and short chapters share a page, what opens a series has its own', async () => {
	const { pdf } = await renderPdf(
		sampleDocument([
			chapterOf('Membres', 300),
			chapterOf('Équipe', 10),
			chapterOf('Pôle', 10),
			chapterOf('GT1', 30, { sheet: true }),
			chapterOf('GT2', 30, { sheet: true }),
			chapterOf('Règles', 10, { annex: true })
		])
	);
	const pages = await pagesOf(await open(pdf));
	// Where the long chapter before it ends.
	expect(pages['2. Équipe']).toBe((pages['1. Membres'] ?? 0) + 1);
	expect(pages['3. Pôle']).toBe((pages['2. Équipe'] ?? 0) + 1);
	expect(pages['4. GT1']).toBe(pages['3. Pôle']);
	expect(pages['5. GT2']).toBe(pages['3. Pôle']);
	expect(pages['Règles']).toBe((pages['3. Pôle'] ?? 0) + 1);
});

test('a sheet that needs more than the rest of a page begins another', async () => {
	const { pdf } = await renderPdf(
		sampleDocument([chapterOf('Pôle', 170), chapterOf('GT1', 30, { sheet: true })])
	);
	const pages = await pagesOf(await open(pdf));
	expect(pages['2. GT1']).toBe((pages['1. Pôle'] ?? 0) + 1);
});

test('a hostile name is printed as it was typed, never run', async () => {
	const { chapters, identity, ...others } = sampleDocument(hostile(CHAPTERS));
	const document = { ...others, chapters, identity: hostile(identity) };
	const words = await wordsOf(await open((await renderPdf(document)).pdf));
	expect(words).toContain('#eval(');
	expect(words.replace(/\s/g, '')).toContain('<script>alert("x")</script>');
});

test('an empty document, a drawing nobody can read and a lone facts box still make a book', async () => {
	const empty = await open((await renderPdf(sampleDocument([]))).pdf);
	expect(empty.numPages).toBeGreaterThan(2);
	const { pdf } = await renderPdf(
		sampleDocument([
			{
				id: 'a',
				title: 'A',
				blocks: [
					{ kind: 'picture', alt: 'dessin', svg: '<svg><path d="' },
					{ kind: 'facts', title: 'Repères', entries: [{ label: 'Fondée', value: '1990' }] },
					{ kind: 'keyFigures', figures: [] },
					{ kind: 'table', caption: 'Vide', columns: [{ label: 'x' }], rows: [] },
					{ kind: 'list', items: [] },
					{ kind: 'calendar', caption: 'Rien', entries: [] }
				]
			}
		])
	);
	expect(await wordsOf(await open(pdf))).toContain('Image à fournir');
});
