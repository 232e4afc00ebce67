/** The only door of the room: blocks in, publications out. */
export { renderHtmlBlocks } from './html/index.ts';
export { undrawnIn } from './glyphs.ts';
export { recordLink } from './links.ts';
export { printFile, turnOf } from './press/index.ts';
export { FORMATS, type Format } from './press/orders.ts';
