/** What other modules may use of the needs. */
export { need } from './server/tables.ts';
export { listNeedsOf, type NeedLine } from './server/queries.ts';
export { needPath, needsPath } from './paths.ts';
