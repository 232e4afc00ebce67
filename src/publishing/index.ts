import type { PublishedDocument } from '#core/blocks.ts';

export { renderHtmlBlocks } from './html/index.ts';
export { renderHtmlDocument } from './html/document.ts';
export { renderMarkdown } from './markdown/index.ts';
export const renderPdf = (_document: PublishedDocument): Promise<{ pdf: Uint8Array }> =>
	Promise.reject(new Error('pdf'));
export const renderDocx = (_document: PublishedDocument): Promise<Uint8Array> =>
	Promise.reject(new Error('docx'));
