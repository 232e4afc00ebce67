ALTER TABLE "core_journal" ADD COLUMN "act" uuid;--> statement-breakpoint
UPDATE "core_journal" SET "act" = acts.act FROM (
	SELECT id AS line, first_value(id) OVER (PARTITION BY at, actor, account, import_id ORDER BY id) AS act FROM "core_journal"
) acts WHERE acts.line = "core_journal".id;--> statement-breakpoint
ALTER TABLE "core_journal" ALTER COLUMN "act" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "core_journal_act" ON "core_journal" USING btree ("act");