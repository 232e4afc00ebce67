/** What other modules may use of bodies, commissions and working groups. */
export { group } from './server/tables.ts';
export { listGroupNames, type GroupName } from './server/queries.ts';
export { listReportPlaces, type ReportPlace } from './server/places.ts';
export { groupChapterId, groupPath, groupTitle } from './paths.ts';
export { isActiveIn } from './rules.ts';
export { moment } from './sentences.ts';
