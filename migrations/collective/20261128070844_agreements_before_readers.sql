ALTER TABLE "editions_text" ADD COLUMN "declared_audience" text;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD COLUMN "declared_audience" text;--> statement-breakpoint
UPDATE "editions_text" SET "declared_audience" = "audience";
--> statement-breakpoint
UPDATE "editions_text" SET "audience" = 'team' WHERE "consent" IN ('toAsk', 'refused') AND "audience" !~ '^people:';
--> statement-breakpoint
UPDATE "editions_quotation" SET "declared_audience" = "audience";
--> statement-breakpoint
UPDATE "editions_quotation" SET "audience" = 'team' WHERE "consent" IS DISTINCT FROM 'granted' AND "audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_passage" SET "audience" = 'team' WHERE "sensitive" AND "consent_edition" IS NULL AND "audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_visit" SET "audience" = 'team' WHERE "quote" <> '' AND "quote_consented" IS NOT TRUE AND "audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_fact" f SET "audience" = 'team' FROM "visits_visit" v
WHERE v."id" = f."visit_id" AND v."quote" <> '' AND v."quote_consented" IS NOT TRUE AND f."audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_passage" p SET "audience" = 'team' FROM "visits_visit" v
WHERE v."id" = p."visit_id" AND v."quote" <> '' AND v."quote_consented" IS NOT TRUE AND p."audience" !~ '^people:';
--> statement-breakpoint
UPDATE "meetings_minutes" SET "audience" = 'team'
WHERE "audience" LIKE 'pilots:%' AND "declared_audience" !~ '^(public|members)$' AND "declared_audience" <> replace("audience", 'pilots:', 'group:') AND "declared_audience" <> "audience";
--> statement-breakpoint
UPDATE "core_journal" j SET "audience" = r."audience" FROM (
	SELECT 'minutes' AS "kind", "id", "audience" FROM "meetings_minutes"
	UNION ALL SELECT 'visit', "id", "audience" FROM "visits_visit"
	UNION ALL SELECT 'visitFact', "id", "audience" FROM "visits_fact"
	UNION ALL SELECT 'visitPassage', "id", "audience" FROM "visits_passage"
	UNION ALL SELECT 'editionText', "id", "audience" FROM "editions_text"
	UNION ALL SELECT 'quotation', "id", "audience" FROM "editions_quotation"
) r WHERE j."kind" = r."kind" AND j."record_id" = r."id" AND r."audience" ~ '^(team$|pilots:)' AND j."audience" !~ '^(team$|people:|pilots:)';
--> statement-breakpoint
DELETE FROM "core_search_entry";
