/** What other modules may use of the shared posts, supports and surveys. */
export { listPoolingOf, type PoolingLine } from './server/received.ts';
