CREATE TABLE "core_privacy_erased" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"code_mark" text NOT NULL,
	"name_mark" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"erased_by" text NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "core_privacy_opening" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"hour" text NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"acting_as" text NOT NULL,
	"kind" text NOT NULL,
	"record_id" uuid,
	"audience" text NOT NULL,
	"what" text NOT NULL,
	CONSTRAINT "core_privacy_opening_once" UNIQUE NULLS NOT DISTINCT("account","kind","record_id","hour","what")
);
--> statement-breakpoint
CREATE TABLE "core_privacy_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_right" text NOT NULL,
	"person_id" uuid,
	"account" text,
	"name" text NOT NULL,
	"address" text,
	"words" text,
	"received_by" text NOT NULL,
	"identity" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_on" text NOT NULL,
	"state" text NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone,
	"answered_by" text
);
--> statement-breakpoint
CREATE TABLE "core_privacy_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"term" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"held_by" text NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "core_privacy_term_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"term" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"forgotten" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "core_privacy_erased_code" ON "core_privacy_erased" USING btree ("code_mark");--> statement-breakpoint
CREATE INDEX "core_privacy_erased_name" ON "core_privacy_erased" USING btree ("name_mark");--> statement-breakpoint
CREATE INDEX "core_privacy_opening_record" ON "core_privacy_opening" USING btree ("kind","record_id");--> statement-breakpoint
CREATE INDEX "core_privacy_opening_at" ON "core_privacy_opening" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "core_privacy_request_due" ON "core_privacy_request" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "core_privacy_request_person" ON "core_privacy_request" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "core_privacy_term_run_at" ON "core_privacy_term_run" USING btree ("at" DESC NULLS LAST);