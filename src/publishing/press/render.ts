import type { PublishedDocument } from '#core/blocks.ts';
import { renderDocx } from '../docx/index.ts';
import { renderHtmlDocument } from '../html/document.ts';
import { renderMarkdown } from '../markdown/index.ts';
import { renderPdf } from '../typst/index.ts';
import type { Format } from './orders.ts';

/** The document in one of the formats, made by the thread that asks. */
export async function renderFile(document: PublishedDocument, format: Format): Promise<Uint8Array> {
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
