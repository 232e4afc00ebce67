/** What other modules may use of bodies, commissions and working groups. */
export { group } from './server/tables.ts';
export { listGroupNames, type GroupName } from './server/queries.ts';
export { groupChapterId, groupPath, groupTitle } from './paths.ts';
export { isActiveIn } from './rules.ts';
