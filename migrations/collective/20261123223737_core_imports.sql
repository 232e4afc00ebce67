CREATE TABLE "core_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"folder" text NOT NULL,
	"year" integer,
	"counts" jsonb NOT NULL,
	"held" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"settings_before" jsonb,
	"settings_after" jsonb,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	CONSTRAINT "core_import_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "core_journal" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "core_journal" ADD CONSTRAINT "core_journal_import_id_core_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "core_import"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "core_journal_import" ON "core_journal" USING btree ("import_id");