/** What other modules may use of bodies, commissions and working groups. */
export { group, groupParticipant } from './server/tables.ts';
export { AFTER_GROUP, listReportPlaces, type ReportPlace } from './server/places.ts';
export { groupChapterId, groupPath, groupTitle } from './paths.ts';
export { isActiveIn, takesPartIn } from './rules.ts';
export { moment } from './sentences.ts';
