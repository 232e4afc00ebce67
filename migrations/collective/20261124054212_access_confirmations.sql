ALTER TABLE "access_guest_link" ADD COLUMN "asks" text;--> statement-breakpoint
ALTER TABLE "access_guest_link" ADD COLUMN "answered_version" integer;