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

/** The document in one of the four formats, in the turn of who asks. */
export async function publish(
	document: PublishedDocument,
	format: Format,
	asker?: string
): Promise<{ bytes: Uint8Array; mediaType: string }> {
	return { bytes: await printFile(document, format, asker), mediaType: MEDIA_TYPES[format] };
}

/** Asks for a file that is not waited for: who comes back finds it made, or is told then why it could not be. */
export function order(document: PublishedDocument, format: Format, asker: string): void {
	printFile(document, format, asker).catch(() => undefined);
}
