ALTER TABLE "access_guest_link" ADD COLUMN "answered_shown" text;--> statement-breakpoint
UPDATE "meetings_attendance" a SET "audience" = coalesce('pilots:' || g."code", 'team') FROM "meetings_meeting" m
LEFT JOIN "groups_group" g ON g."id" = m."group_id"
WHERE m."id" = a."meeting_id" AND a."mode" IN ('excused', 'absent', 'proxy') AND a."audience" IN ('public', 'members');
--> statement-breakpoint
UPDATE "core_journal" j SET "audience" = a."audience" FROM "meetings_attendance" a
WHERE j."kind" = 'attendance' AND j."record_id" = a."id" AND a."mode" IN ('excused', 'absent', 'proxy') AND j."audience" IN ('public', 'members');
--> statement-breakpoint
DELETE FROM "core_search_entry";
