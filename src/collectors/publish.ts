import type { PublishedDocument } from '#core/blocks.ts';
import { renderDocx, renderHtmlDocument, renderMarkdown, renderPdf } from '#publishing/index.ts';

export const FORMATS = ['pdf', 'html', 'docx', 'md'] as const;
export type Format = (typeof FORMATS)[number];

/** Media types of the four formats. */
const MEDIA_TYPES: Record<Format, string> = {
	pdf: 'application/pdf',
	html: 'text/html; charset=utf-8',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	md: 'text/markdown; charset=utf-8'
};

export function isFormat(text: string): text is Format {
	return (FORMATS as readonly string[]).includes(text);
}

/** The document in one of the four formats. */
export async function publish(
	document: PublishedDocument,
	format: Format
): Promise<{ bytes: Uint8Array; mediaType: string }> {
	return { bytes: await bytesOf(document, format), mediaType: MEDIA_TYPES[format] };
}

async function bytesOf(document: PublishedDocument, format: Format): Promise<Uint8Array> {
	switch (format) {
		case 'pdf':
			return (await renderPdf(document)).pdf;
		case 'docx':
			return renderDocx(document);
		case 'html':
			return new TextEncoder().encode(renderHtmlDocument(document));
		case 'md':
			return new TextEncoder().encode(renderMarkdown(document));
	}
}
