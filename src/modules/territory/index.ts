/** What other modules may use of the territory. */
export { commune, epci } from './server/tables.ts';
export { communesForMap } from './server/queries.ts';
export { fetchContours } from './server/contours.ts';
