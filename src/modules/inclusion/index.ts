/** What other modules may use of the inclusion workshops. */
export { workshopPath } from './paths.ts';
