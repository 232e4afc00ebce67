UPDATE "visits_passage" p SET "audience" = 'team' FROM "visits_visit" v
WHERE v."id" = p."visit_id" AND p."sensitive" AND p."consent_edition" IS DISTINCT FROM left(v."date", 4)::integer AND p."audience" !~ '^people:';
--> statement-breakpoint
UPDATE "core_journal" j SET "audience" = 'team' FROM "visits_passage" p
WHERE j."kind" = 'visitPassage' AND j."record_id" = p."id" AND p."audience" = 'team' AND j."audience" !~ '^(team$|people:)';
--> statement-breakpoint
DELETE FROM "core_search_entry";
