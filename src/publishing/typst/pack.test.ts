import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { packPdf } from './pack.ts';

/** A PDF of one empty page, as Typst lays its files out. */
function smallPdf(title: string): Buffer {
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>',
		'<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>',
		`<< /Title (${title}) >>`,
		'<< /Length 9 >>\nstream\n0 0 m 9 9\nendstream'
	];
	let text = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\n';
	const offsets = objects.map((body, index) => {
		const offset = text.length;
		text += `${String(index + 1)} 0 obj\n${body}\nendobj\n\n`;
		return `${String(offset).padStart(10, '0')} 00000 n\r\n`;
	});
	const table = text.length;
	text += `xref\n0 6\n0000000000 65535 f\r\n${offsets.join('')}`;
	text += 'trailer\n<<\n  /Size 6\n  /Root 1 0 R\n  /Info 4 0 R\n>>\n';
	return Buffer.from(`${text}startxref\n${String(table)}\n%%EOF`, 'latin1');
}

const open = (pdf: Uint8Array) =>
	getDocument({ data: new Uint8Array(pdf), verbosity: 0, stopAtErrors: true }).promise;

describe('a packed PDF', () => {
	test('opens as before, with the same pages, title and language', async () => {
		const file = await open(packPdf(smallPdf('Rapport')));
		expect(file.numPages).toBe(1);
		expect((await file.getMetadata()).info).toMatchObject({ Title: 'Rapport', Language: 'fr-FR' });
		expect((await file.getPage(1)).view).toEqual([0, 0, 595, 842]);
	});

	test('keeps a text that looks like the words of the format', async () => {
		const title = 'endobj 3 0 obj endstream';
		const file = await open(packPdf(smallPdf(title)));
		expect((await file.getMetadata()).info).toMatchObject({ Title: title });
	});
});

test('a file laid out otherwise comes back as it is', () => {
	const other = Buffer.from('%PDF-1.5\nwithout a table');
	expect(packPdf(other)).toBe(other);
	const shifted = smallPdf('Rapport').toString('latin1').replace('2 0 obj', '7 0 obj');
	const broken = Buffer.from(shifted, 'latin1');
	expect(packPdf(broken)).toBe(broken);
});
