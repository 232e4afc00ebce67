/** What other modules may use of the shared posts, supports and surveys. */
export { sharedPost, support, survey } from './server/tables.ts';
export { listPoolingOf, type PoolingLine } from './server/received.ts';
export { POOLING_PATH, sharedPostPath, supportPath, surveyPath } from './paths.ts';
