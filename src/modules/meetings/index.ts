/** What other modules may use of meetings. */
export { meeting } from './server/tables.ts';
export { listGroupMeetings, listMeetingNames, type MeetingName } from './server/queries.ts';
export { groupMeetingBlocks } from './server/meeting-page.ts';
export { meetingPath } from './paths.ts';
