CREATE TABLE "core_file_intake" (
	"giver" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"size" integer NOT NULL,
	"files" integer NOT NULL
);
