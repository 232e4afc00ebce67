/** The only door of the room: blocks in, publications out. */
export { renderChart } from './charts/index.ts';
export { renderDocx } from './docx/index.ts';
export { renderHtmlDocument } from './html/document.ts';
export { renderHtmlBlocks, type HtmlOptions } from './html/index.ts';
export { renderMap } from './map/index.ts';
export { renderMarkdown } from './markdown/index.ts';
export { renderPdf } from './typst/index.ts';
