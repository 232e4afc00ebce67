/** The only door of the room: blocks in, publications out. */
export { renderDocx } from './docx/index.ts';
export { renderHtmlDocument } from './html/document.ts';
export { renderHtmlBlocks } from './html/index.ts';
export { renderMarkdown } from './markdown/index.ts';
export { renderPdf } from './typst/index.ts';
