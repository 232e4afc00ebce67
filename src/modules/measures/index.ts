/** What other modules may use of the measures. */
export { measurePath } from './paths.ts';
