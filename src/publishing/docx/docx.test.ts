import JSZip from 'jszip';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostile } from '../testing/hostile.ts';
import { CHAPTERS, sampleDocument } from '../testing/sample-document.ts';
import { renderDocx } from './index.ts';

const read = async (zip: JSZip, name: string) => (await zip.file(name)?.async('string')) ?? '';

describe('the Word file', () => {
	let zip: JSZip;
	let body: string;
	beforeAll(async () => {
		zip = await JSZip.loadAsync(await renderDocx(sampleDocument()));
		body = await read(zip, 'word/document.xml');
	});

	test('has real headings under a title, and contents made of them', () => {
		expect(body).toContain('<w:pStyle w:val="Title"/>');
		for (const level of [1, 2, 3])
			expect(body).toContain(`<w:pStyle w:val="Heading${String(level)}"/>`);
		expect(body).toMatch(/TOC \\h \\o &quot;1-2&quot;|TOC [^<]*1-2/);
	});

	test('tells short facts in a paragraph, and lists in the style of lists', () => {
		expect(body).toMatch(/<w:pStyle w:val="Facts"\/>.*?En bref.*?Fondée.*?1990/s);
		expect(body).toContain('<w:pStyle w:val="ListParagraph"/>');
	});

	test('repeats the header row of its tables', () => {
		expect(body.match(/<w:tbl>/g)?.length).toBe(body.match(/<w:tblHeader\/>/g)?.length);
	});

	test('is in French, has a title and embeds its font', async () => {
		expect(await read(zip, 'word/styles.xml')).toContain('<w:lang w:val="fr-FR"/>');
		expect(await read(zip, 'docProps/core.xml')).toContain('Rapport d’activité 2023 – Cap Lys');
		expect(await read(zip, 'word/fontTable.xml')).toContain('w:embedBold');
	});

	test('every picture has a description', () => {
		const pictures = body.match(/<wp:docPr [^>]*>/g) ?? [];
		expect(pictures.length).toBeGreaterThanOrEqual(6);
		for (const picture of pictures) expect(picture).toMatch(/descr="[^"]+"/);
	});

	test('figures are links, what is missing is said', async () => {
		expect(await read(zip, 'word/_rels/document.xml.rels')).toContain(
			'https://fanal.example.org/chiffres/visits.held?annee=2023'
		);
		expect(body).toContain('non renseigné');
		expect(body).toContain('Image à fournir');
	});
});

test('short chapters and sheets of a series go on where the one before ends', async () => {
	const text = (id: string) => ({ id, title: id, blocks: [] });
	const zip = await JSZip.loadAsync(
		await renderDocx(
			sampleDocument([
				{ ...text('Pôle'), blocks: CHAPTERS[1]?.blocks ?? [] },
				{ ...text('GT1'), sheet: true },
				{ ...text('GT2'), sheet: true },
				{ ...text('Annexe'), annex: true }
			])
		)
	);
	const body = await read(zip, 'word/document.xml');
	// Cover, contents, first chapter and annex begin a page.
	expect(body.match(/<w:type w:val="nextPage"\/>/g)).toHaveLength(4);
	expect(body.match(/<w:type w:val="continuous"\/>/g)).toHaveLength(2);
});

test('a hostile name stays a text', async () => {
	const zip = await JSZip.loadAsync(await renderDocx(sampleDocument(hostile(CHAPTERS))));
	const body = await read(zip, 'word/document.xml');
	expect(body).toContain('&lt;script&gt;');
	expect(body).not.toContain('<script');
});
