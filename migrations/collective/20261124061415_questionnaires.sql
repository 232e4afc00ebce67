CREATE TABLE "questionnaires_answer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"archived_on" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sheet_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "questionnaires_answer_key" UNIQUE("sheet_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "questionnaires_sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"archived_on" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"questionnaire_id" uuid NOT NULL,
	"person_id" uuid,
	"organisation_id" uuid,
	"respondent" text,
	"answered_on" text NOT NULL,
	"link_id" uuid,
	CONSTRAINT "questionnaires_sheet_code_unique" UNIQUE("code"),
	CONSTRAINT "questionnaires_sheet_link_id_unique" UNIQUE("link_id"),
	CONSTRAINT "questionnaires_sheet_person" UNIQUE("questionnaire_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "questionnaires_question" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"archived_on" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"questionnaire_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	"wording" text NOT NULL,
	"type" text NOT NULL,
	"required" boolean,
	"choices" text,
	"unit" text,
	CONSTRAINT "questionnaires_question_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "questionnaires_questionnaire" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"archived_on" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"introduction" jsonb,
	"group_id" uuid,
	"opens_on" text,
	"closes_on" text,
	"unnamed" boolean,
	CONSTRAINT "questionnaires_questionnaire_code_unique" UNIQUE("code")
);
--> statement-breakpoint
ALTER TABLE "questionnaires_answer" ADD CONSTRAINT "questionnaires_answer_sheet_id_questionnaires_sheet_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "questionnaires_sheet"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_answer" ADD CONSTRAINT "questionnaires_answer_question_id_questionnaires_question_id_fk" FOREIGN KEY ("question_id") REFERENCES "questionnaires_question"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_sheet" ADD CONSTRAINT "questionnaires_sheet_questionnaire_id_questionnaires_questionnaire_id_fk" FOREIGN KEY ("questionnaire_id") REFERENCES "questionnaires_questionnaire"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_sheet" ADD CONSTRAINT "questionnaires_sheet_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_sheet" ADD CONSTRAINT "questionnaires_sheet_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_question" ADD CONSTRAINT "questionnaires_question_questionnaire_id_questionnaires_questionnaire_id_fk" FOREIGN KEY ("questionnaire_id") REFERENCES "questionnaires_questionnaire"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_questionnaire" ADD CONSTRAINT "questionnaires_questionnaire_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questionnaires_answer_question" ON "questionnaires_answer" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "questionnaires_sheet_of" ON "questionnaires_sheet" USING btree ("questionnaire_id");--> statement-breakpoint
CREATE INDEX "questionnaires_question_of" ON "questionnaires_question" USING btree ("questionnaire_id","rank");--> statement-breakpoint
CREATE INDEX "questionnaires_questionnaire_group" ON "questionnaires_questionnaire" USING btree ("group_id");