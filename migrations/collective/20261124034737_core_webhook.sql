CREATE TABLE "core_webhook_delivery" (
	"id" uuid PRIMARY KEY NOT NULL,
	"webhook_id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone,
	"claim" uuid,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "core_webhook" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"modules" jsonb NOT NULL,
	"acts" jsonb NOT NULL,
	"circle" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"renewed_at" timestamp with time zone,
	"fingerprint" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by" text NOT NULL,
	"stopped_at" timestamp with time zone,
	"stopped_because" text,
	"accepted_at" timestamp with time zone,
	"rest_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "core_webhook_try" (
	"id" uuid PRIMARY KEY NOT NULL,
	"delivery_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"status" integer,
	"said" text NOT NULL,
	"answer" text
);
--> statement-breakpoint
ALTER TABLE "core_webhook_delivery" ADD CONSTRAINT "core_webhook_delivery_webhook_id_core_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "core_webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "core_webhook_try" ADD CONSTRAINT "core_webhook_try_delivery_id_core_webhook_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "core_webhook_delivery"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "core_webhook_delivery_due" ON "core_webhook_delivery" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "core_webhook_delivery_log" ON "core_webhook_delivery" USING btree ("webhook_id","at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "core_webhook_try_delivery" ON "core_webhook_try" USING btree ("delivery_id","at");