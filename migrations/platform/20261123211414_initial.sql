CREATE SCHEMA "fanal";
--> statement-breakpoint
CREATE TABLE "fanal"."collective" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collective_code_unique" UNIQUE("code")
);
