import JSZip from 'jszip';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Format } from '#collectors/publish.ts';
import { plainText } from '#core/words.ts';

/** The words of a published file, whatever its format, in reading order. */
export async function wordsOf(format: Format, bytes: Uint8Array): Promise<string> {
	return comparable(await textOf(format, bytes));
}

/** Quotes, dashes, kinds of spaces and soft breaks told alike, lower case, no accents. */
export function comparable(text: string): string {
	return plainText(text)
		.replace(/&#39;|&apos;/g, "'")
		.replace(/&amp;/g, '&')
		.replace(/[\u2010\u2011\u2212\u2013\u2014]/g, '-')
		.replace(/\u00ad/g, '')
		.replace(/[\s\u00a0\u202f\\*_]+/g, '');
}

async function textOf(format: Format, bytes: Uint8Array): Promise<string> {
	if (format === 'md') return new TextDecoder().decode(bytes);
	if (format === 'html') return new TextDecoder().decode(bytes).replace(/<[^>]+>/g, ' ');
	if (format === 'docx') {
		const zip = await JSZip.loadAsync(bytes);
		const parts = await Promise.all(
			Object.values(zip.files)
				.filter((file) => /^word\/(document|header|footer).*\.xml$/.test(file.name))
				.map((file) => file.async('string'))
		);
		return parts
			.join('\n')
			.replace(/<[^>]+>/g, '')
			.replace(/&amp;/g, '&')
			.replace(/&apos;/g, "'");
	}
	const pdf = await getDocument({
		data: new Uint8Array(bytes),
		useSystemFonts: false,
		verbosity: 0
	}).promise;
	const pages: string[] = [];
	for (let number = 1; number <= pdf.numPages; number += 1) {
		const content = await (await pdf.getPage(number)).getTextContent();
		// A word cut at the end of a line carries a hyphen that the text does not have.
		pages.push(
			content.items
				.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
				.join('')
				.replace(/[-\u00ad\u2010]\n/g, '')
		);
	}
	return pages.join('\n');
}
