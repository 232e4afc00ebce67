CREATE TABLE "core_job_run" (
	"job" text NOT NULL,
	"period" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"said" text,
	CONSTRAINT "core_job_run_job_period_pk" PRIMARY KEY("job","period")
);
--> statement-breakpoint
CREATE TABLE "core_mail_rhythm" (
	"account" text NOT NULL,
	"list" text NOT NULL,
	"rhythm" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "core_mail_rhythm_account_list_pk" PRIMARY KEY("account","list")
);
--> statement-breakpoint
CREATE TABLE "core_mail_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mail_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"said" text NOT NULL,
	"answer" text,
	"actor" text
);
--> statement-breakpoint
CREATE TABLE "core_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" text NOT NULL,
	"dedupe_key" text,
	"category" text NOT NULL,
	"list" text,
	"to_name" text,
	"to_address" text NOT NULL,
	"person_id" uuid,
	"account" text,
	"subject" text NOT NULL,
	"text" jsonb NOT NULL,
	"action" jsonb,
	"secret" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"until" timestamp with time zone,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	CONSTRAINT "core_mail_message_id_unique" UNIQUE("message_id"),
	CONSTRAINT "core_mail_dedupe_key_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "core_mail_told" (
	"account" text NOT NULL,
	"list" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "core_mail_told_account_list_pk" PRIMARY KEY("account","list")
);
--> statement-breakpoint
ALTER TABLE "core_journal" ADD COLUMN "account" text;--> statement-breakpoint
ALTER TABLE "core_mail_step" ADD CONSTRAINT "core_mail_step_mail_id_core_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "core_mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "core_mail_step_mail" ON "core_mail_step" USING btree ("mail_id","at");--> statement-breakpoint
CREATE INDEX "core_mail_due" ON "core_mail" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "core_mail_created" ON "core_mail" USING btree ("created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "core_mail_person" ON "core_mail" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "core_mail_account" ON "core_mail" USING btree ("account");