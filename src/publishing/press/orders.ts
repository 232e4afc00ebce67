import type { PublishedDocument } from '#core/blocks.ts';

export const FORMATS = ['pdf', 'html', 'docx', 'md'] as const;
export type Format = (typeof FORMATS)[number];

/** A file asked of the press. */
export interface Order {
	id: number;
	document: PublishedDocument;
	format: Format;
}

/** The file, or why it could not be made. */
export type Delivery = Made | { id: number; refusal: string };
export interface Made {
	id: number;
	bytes: Uint8Array;
	/** Bytes that the process which made it holds. */
	memory: number;
}
