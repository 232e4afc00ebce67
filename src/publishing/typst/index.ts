import type { PublishedDocument } from '#core/blocks.ts';
import { NodeCompiler, type NodeTypstCompileResult } from '@myriaddreamin/typst-ts-node-compiler';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { readFileSync } from 'node:fs';
import { allFaces, fontBytes, otherFiles } from '../fonts.ts';
import { CARES, withdraw, type Care } from '../glyphs.ts';
import { drawableData } from './drawable-data.ts';
import { typstData, type TypstData } from './data.ts';
import { packPdf } from './pack.ts';
import template from './report.typ?raw';

/** PDF/UA-1 (ISO 14289-1): tagged for screen readers; the compiler refuses what breaks it. */
const STANDARD = 'ua-1';

/** A folder that does not exist: the template can read nothing but what is handed to it. */
const WORKSPACE = join(tmpdir(), 'fanal-typst');
const DATA = join(WORKSPACE, 'data.json');

/** Compilations after which an unused result leaves the cache. */
const CACHE_AGE = 6;

/** How the compiler names a text that it cannot draw, in a diagnostic. */
const UNDRAWN_TEXT = /the text `\\*"(.*?)\\*"` could not be displayed/g;

let compiler: NodeCompiler | null = null;

/** The document as an accessible PDF (PDF/UA-1), with bookmarks and contents. Throws when Typst refuses it. */
export function renderPdf(document: PublishedDocument): Promise<{ pdf: Uint8Array }> {
	// One compiler for the life of the process: it keeps fonts and unchanged pages.
	compiler ??= NodeCompiler.create({
		workspace: WORKSPACE,
		fontArgs: [
			{
				fontBlobs: [
					...allFaces().map(fontBytes),
					...otherFiles().map(({ file }) => readFileSync(file))
				]
			}
		]
	});
	const data = typstData(document);
	let refusal: unknown;
	for (const care of CARES)
		try {
			return Promise.resolve({ pdf: compileDrawn(compiler, data, care) });
		} catch (error) {
			// Some letter of a drawing that the standard refuses: drawn with more care, the report is there all the same.
			refusal = error;
		}
	throw refusal;
}

/** Compiles again without the signs that are refused by name, until there are none: the report is there, with a □ for each. */
function compileDrawn(compiler: NodeCompiler, data: TypstData, care: Care): Uint8Array {
	for (;;)
		try {
			return compile(compiler, drawableData(data, care));
		} catch (error) {
			const refused = [...String(error).matchAll(UNDRAWN_TEXT)].map(([, text = '']) => text);
			if (!withdraw(refused.join(''))) throw error;
		}
}

function compile(compiler: NodeCompiler, data: string): Uint8Array {
	compiler.mapShadow(DATA, Buffer.from(data));
	try {
		const compiled = compiler.compile({ mainFileContent: template });
		const { result } = compiled;
		if (!result)
			throw new Error(`Typst refuses the document: ${diagnosticsOf(compiler, compiled)}`);
		return packPdf(compiler.pdf(result, { pdfStandard: STANDARD }));
	} finally {
		compiler.unmapShadow(DATA);
		compiler.evictCache(CACHE_AGE);
	}
}

function diagnosticsOf(compiler: NodeCompiler, compiled: NodeTypstCompileResult): string {
	const error = compiled.takeDiagnostics();
	return error
		? JSON.stringify(compiler.fetchDiagnostics(error)).slice(0, 2000)
		: 'no reason given';
}
