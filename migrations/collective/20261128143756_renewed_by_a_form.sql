ALTER TABLE "core_webhook" ADD COLUMN "renewed_form" text;--> statement-breakpoint
ALTER TABLE "accounts_two_factor" ADD COLUMN "recovery_form" text;--> statement-breakpoint
-- What is found of a shared post, a support, an intercommunality or a passage of a visit is read again: the index is filled at the next start.
DELETE FROM "core_search_entry";
