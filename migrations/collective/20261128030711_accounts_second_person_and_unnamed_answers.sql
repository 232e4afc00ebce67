CREATE TABLE "accounts_wished_name" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"first_name" text,
	"last_name" text,
	"name" text NOT NULL,
	"wished_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "questionnaires_answered" (
	"questionnaire_id" uuid NOT NULL,
	"mark" text NOT NULL,
	CONSTRAINT "questionnaires_answered_questionnaire_id_mark_pk" PRIMARY KEY("questionnaire_id","mark")
);
--> statement-breakpoint
ALTER TABLE "accounts_invitation" ADD COLUMN "inviter_account" text;--> statement-breakpoint
ALTER TABLE "accounts_invitation" ADD COLUMN "wants_second" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts_invitation" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "accounts_user" ADD COLUMN "opened_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts_wished_name" ADD CONSTRAINT "accounts_wished_name_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questionnaires_answered" ADD CONSTRAINT "questionnaires_answered_questionnaire_id_questionnaires_questionnaire_id_fk" FOREIGN KEY ("questionnaire_id") REFERENCES "questionnaires_questionnaire"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
UPDATE "accounts_user" SET "opened_at" = "created_at";--> statement-breakpoint
-- Answers given without a name before today: drawn by lot, of one instant, untold by the journal, as those to come.
CREATE TABLE unnamed_sheet AS
SELECT s.id AS former, gen_random_uuid() AS id, q.id AS questionnaire_id, q.created_at AS at,
	q.code || '-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 12) AS code
FROM questionnaires_sheet s JOIN questionnaires_questionnaire q ON q.id = s.questionnaire_id
WHERE q.unnamed AND s.person_id IS NULL AND s.organisation_id IS NULL AND s.respondent IS NULL AND s.link_id IS NULL AND s.source IS NULL;--> statement-breakpoint
DELETE FROM core_journal WHERE kind = 'answer' AND record_id IN
	(SELECT a.id FROM questionnaires_answer a JOIN unnamed_sheet u ON u.former = a.sheet_id);--> statement-breakpoint
DELETE FROM core_journal WHERE kind = 'answerSheet' AND record_id IN (SELECT former FROM unnamed_sheet);--> statement-breakpoint
INSERT INTO questionnaires_sheet (id, audience, version, created_at, updated_at, code, questionnaire_id, answered_on)
SELECT u.id, s.audience, 1, u.at, u.at, u.code, u.questionnaire_id, left(s.answered_on, 4)
FROM unnamed_sheet u JOIN questionnaires_sheet s ON s.id = u.former ORDER BY u.id;--> statement-breakpoint
INSERT INTO questionnaires_answer (id, audience, version, created_at, updated_at, sheet_id, question_id, value)
SELECT gen_random_uuid(), a.audience, 1, u.at, u.at, u.id, a.question_id, a.value
FROM questionnaires_answer a JOIN unnamed_sheet u ON u.former = a.sheet_id ORDER BY u.id;--> statement-breakpoint
DELETE FROM questionnaires_sheet WHERE id IN (SELECT former FROM unnamed_sheet);--> statement-breakpoint
DROP TABLE unnamed_sheet;
