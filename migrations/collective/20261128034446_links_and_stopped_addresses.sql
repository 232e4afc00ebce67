CREATE TABLE "core_mail_stop" (
	"address" text PRIMARY KEY NOT NULL,
	"account" text,
	"since" timestamp with time zone NOT NULL,
	"said" text NOT NULL,
	"mail_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "core_mail" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "core_mail" ADD COLUMN "record_id" uuid;--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD COLUMN "account" text;--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD COLUMN "token_hash" text;--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD COLUMN "mailed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "core_mail_stop" ADD CONSTRAINT "core_mail_stop_mail_id_core_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "core_mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "core_mail_stop_account" ON "core_mail_stop" USING btree ("account");--> statement-breakpoint
CREATE INDEX "core_mail_address" ON "core_mail" USING btree (lower("to_address"));--> statement-breakpoint
CREATE INDEX "access_guest_link_account" ON "access_guest_link" USING btree ("account","lent_at");--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD CONSTRAINT "access_guest_link_token_hash_unique" UNIQUE("token_hash");--> statement-breakpoint
-- Who lent each link, as the journal tells it: a link opens as long as that account could lend it.
UPDATE "access_guest_link" AS "link" SET "account" = "line"."account" FROM "core_journal" AS "line" WHERE "line"."event" = 'guestLink.lent' AND "line"."data"->>'link' = "link"."id"::text;--> statement-breakpoint
UPDATE "access_guest_link" SET "told_at" = "answered_at";--> statement-breakpoint
-- The journal kept for whom each link was and what was asked, for the team alone, whatever the readers of the record: it says which link.
UPDATE "core_journal" SET "data" = "data" - 'guest' - 'asks' WHERE "event" = 'guestLink.lent';--> statement-breakpoint
-- Letters of links were invitations that all who follow mails could read, address included. They become letters about a record.
UPDATE "core_mail" AS "mail" SET "category" = 'link', "secret" = true, "kind" = "link"."kind", "record_id" = "link"."record_id", "audience" = coalesce((SELECT "entry"."audience" FROM "core_search_entry" AS "entry" WHERE "entry"."kind" = "link"."kind" AND "entry"."record_id" = "link"."record_id"), 'team'), "action" = CASE WHEN "mail"."state" IN ('accepted', 'kept', 'abandoned') THEN NULL ELSE "mail"."action" END FROM "access_guest_link" AS "link" WHERE "mail"."category" = 'invitation' AND "mail"."action"->>'path' LIKE '/lien/%' AND substring("mail"."action"->>'path' FROM 7 FOR 36) = "link"."id"::text;
