CREATE TABLE "access_guest_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"record_id" uuid NOT NULL,
	"guest" text NOT NULL,
	"lent_by" text NOT NULL,
	"lent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"openings" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamp with time zone,
	"answer" text,
	"comment" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "access_guest_link_record" ON "access_guest_link" USING btree ("kind","record_id");--> statement-breakpoint
CREATE INDEX "access_guest_link_lent" ON "access_guest_link" USING btree ("lent_at" DESC NULLS LAST);