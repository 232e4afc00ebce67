-- Imports made before they were recorded: all acts of one have its instant and its actor.
INSERT INTO "core_import" ("id", "number", "at", "actor", "folder", "counts")
SELECT "id", (SELECT coalesce(max("number"), 0) FROM "core_import") + row_number() OVER (ORDER BY "at", "id"), "at", "actor", '', "data"
FROM "core_journal" WHERE "event" = 'import.done' AND "import_id" IS NULL
ON CONFLICT DO NOTHING;--> statement-breakpoint
UPDATE "core_journal" SET "import_id" = "core_import"."id"
FROM "core_import"
WHERE "core_journal"."import_id" IS NULL AND "core_import"."folder" = ''
	AND "core_journal"."at" = "core_import"."at" AND "core_journal"."actor" = "core_import"."actor";
