/** What other modules may use of the needs. */
export { listNeedsOf, type NeedLine } from './server/queries.ts';
