import type { PublishedDocument } from '#core/blocks.ts';
import { FORMATS, printFile, turnOf, type Format } from '#publishing/index.ts';

export { FORMATS, turnOf, type Format };

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
	return { bytes: await printFile(document, format), mediaType: MEDIA_TYPES[format] };
}
