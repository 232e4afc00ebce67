CREATE TABLE "core_file" (
	"sha256" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"kept_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"archived_on" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"nature" text NOT NULL,
	"date" text,
	"date_last" text,
	"file" text,
	"address" text,
	"summary" jsonb,
	"group_id" uuid,
	"meeting_id" uuid,
	"organisation_id" uuid,
	"project_id" uuid,
	CONSTRAINT "documents_document_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents_document" ADD CONSTRAINT "documents_document_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "documents_document_date" ON "documents_document" USING btree ("date_last" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "documents_document_group" ON "documents_document" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "documents_document_meeting" ON "documents_document" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "documents_document_organisation" ON "documents_document" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "documents_document_project" ON "documents_document" USING btree ("project_id");