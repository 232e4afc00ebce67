/** What other modules may use of the visits. */
export { visit } from './server/tables.ts';
export { listHeldVisits, listVisitNames, listVisitsOf, type VisitLine } from './server/queries.ts';
export { visitPath } from './paths.ts';
