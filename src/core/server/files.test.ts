import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { FILE_LIMIT } from '../files.ts';
import { fileFacts, keepFile, markFile, readFileBytes, storedFile, unmarkFile } from './files.ts';
import { inTestCollective } from './testing.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

async function aWordFile(type = 'document'): Promise<Buffer> {
	const zip = new JSZip();
	zip.file(
		'[Content_Types].xml',
		`<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}.main+xml"/></Types>`
	);
	return zip.generateAsync({ type: 'nodebuffer' });
}

describe('a file that somebody hands in', () => {
	test('is given back as it came, byte for byte', () =>
		inTestCollective(async (ctx) => {
			const kept = await keepFile(ctx, { name: 'Convention signée.pdf', bytes: PDF });
			const value = 'value' in kept ? kept.value : '';
			expect(await readFileBytes(ctx, value)).toMatchObject({
				name: 'Convention signée.pdf',
				type: 'application/pdf',
				bytes: PDF
			});
			expect(await fileFacts(ctx, value)).toMatchObject({ size: PDF.length });
		}));

	test('handed in twice under two names is kept once', () =>
		inTestCollective(async (ctx) => {
			await keepFile(ctx, { name: 'a.pdf', bytes: PDF });
			await keepFile(ctx, { name: 'b.pdf', bytes: PDF });
			expect(await ctx.db.select({ sha256: storedFile.sha256 }).from(storedFile)).toHaveLength(1);
		}));

	test('in Word is known by what it holds', () =>
		inTestCollective(async (ctx) => {
			expect(await keepFile(ctx, { name: 'a.docx', bytes: await aWordFile() })).toHaveProperty(
				'value'
			);
		}));

	test.each<[string, string, () => Buffer | Promise<Buffer>, string]>([
		['empty', 'a.pdf', () => Buffer.alloc(0), 'est vide'],
		['too heavy', 'a.pdf', () => Buffer.alloc(FILE_LIMIT + 1), '20 Mo au plus'],
		['with an endless name', `${'a'.repeat(20_000_000)}.pdf`, () => PDF, 'nom trop long'],
		['without an ending', 'Makefile', () => PDF, 'sorte acceptée'],
		['that a browser would run', 'page.html', () => Buffer.from('<script>'), 'sorte acceptée'],
		['that draws and runs', 'logo.svg', () => Buffer.from('<svg>'), 'sorte acceptée'],
		['that a machine would run', 'a.pdf.exe', () => PDF, 'sorte acceptée'],
		['that lies on its sort', 'a.pdf', () => Buffer.from('MZ\x90\x00 program'), 'malgré son nom'],
		['that says it is a picture', 'a.png', () => PDF, 'malgré son nom'],
		['that says it is a text', 'a.txt', () => Buffer.from([0x7f, 0x45, 0x4c, 0x46]), 'malgré'],
		['of Word with macros', 'a.docx', () => aWordFile('macroEnabled'), 'malgré son nom'],
		['of any archive', 'a.docx', () => Buffer.from('PK\x03\x04'), 'malgré son nom']
	])('%s is refused, in French, and nothing of it stays', (_what, name, bytes, reason) =>
		inTestCollective(async (ctx) => {
			const kept = await keepFile(ctx, { name, bytes: await bytes() });
			expect('refusal' in kept ? kept.refusal.replaceAll('\u00a0', ' ') : '').toContain(reason);
			expect(await ctx.db.select({ sha256: storedFile.sha256 }).from(storedFile)).toEqual([]);
		})
	);
});

test('a form carries only a file that this collective has just taken', () =>
	inTestCollective((ctx) => {
		const value = `fichiers/${'a'.repeat(64)}/Lettre.pdf`;
		const carried = markFile(ctx, value);
		expect(unmarkFile(ctx, carried)).toBe(value);
		expect(unmarkFile(ctx, value)).toBeNull();
		expect(unmarkFile(ctx, carried.replace('Lettre', 'Autre'))).toBeNull();
		const elsewhere = { ...ctx, collective: { ...ctx.collective, code: 'autre' } };
		expect(unmarkFile(elsewhere, carried)).toBeNull();
		return Promise.resolve();
	}));
