CREATE TABLE "core_openness_question" (
	"kind" text PRIMARY KEY NOT NULL,
	"answer" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "documents_document" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_commitment" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_edition" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_text" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_milestone" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_open_point" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "editions_quotation" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "fundings_agreement" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "fundings_funding" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "fundings_step" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_attention_point" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_deliverable" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_group" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_lineage" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_participant" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_sheet" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "groups_road_map_item" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "inclusion_workshop" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "inclusion_workshop_period" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "measures_measure" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "measures_reading" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_action" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_agenda_item" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_attendance" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_decision" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_meeting" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_link" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_minutes" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "needs_need" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_membership" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_organisation" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_person" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_role" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_spelling" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "network_yearly_sheet" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_shared_post" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_shared_post_host" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_shared_post_output" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_support" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_support_participant" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "pooling_survey" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "projects_project" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "projects_step" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "projects_stakeholder" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "questionnaires_answer" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "questionnaires_sheet" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "questionnaires_question" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "questionnaires_questionnaire" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "territory_commune" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "territory_epci" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "territory_epci_membership" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "territory_indicator" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "territory_indicator_value" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "visits_visit" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "visits_fact" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "visits_passage" ALTER COLUMN "audience" SET DEFAULT 'team';--> statement-breakpoint
ALTER TABLE "meetings_minutes" ADD COLUMN "declared_audience" text;--> statement-breakpoint
ALTER TABLE "visits_visit" ADD COLUMN "declared_audience" text;--> statement-breakpoint
UPDATE "meetings_minutes" SET "declared_audience" = "audience";
--> statement-breakpoint
UPDATE "meetings_minutes" m SET "audience" = coalesce('pilots:' || g."code", 'team')
FROM "meetings_meeting" t LEFT JOIN "groups_group" g ON g."id" = t."group_id"
WHERE t."id" = m."meeting_id" AND m."state" = 'draft' AND m."audience" !~ '^(team$|people:|pilots:)';
--> statement-breakpoint
UPDATE "visits_visit" SET "declared_audience" = "audience";
--> statement-breakpoint
UPDATE "visits_visit" SET "audience" = 'team' WHERE "state" <> 'published' AND "audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_fact" f SET "audience" = 'team' FROM "visits_visit" v
WHERE v."id" = f."visit_id" AND v."state" <> 'published' AND f."audience" !~ '^people:';
--> statement-breakpoint
UPDATE "visits_passage" SET "declared_audience" = 'public' WHERE "declared_audience" IS NULL;
--> statement-breakpoint
UPDATE "visits_passage" p SET "audience" = 'team' FROM "visits_visit" v
WHERE v."id" = p."visit_id" AND p."audience" !~ '^people:' AND (v."state" <> 'published' OR p."consent" IS DISTINCT FROM 'granted');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'document' WHERE EXISTS (SELECT FROM "documents_document" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'edition' WHERE EXISTS (SELECT FROM "editions_edition" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'editionText' WHERE EXISTS (SELECT FROM "editions_text" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'quotation' WHERE EXISTS (SELECT FROM "editions_quotation" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'milestone' WHERE EXISTS (SELECT FROM "editions_milestone" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'commitment' WHERE EXISTS (SELECT FROM "editions_commitment" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'openPoint' WHERE EXISTS (SELECT FROM "editions_open_point" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'funding' WHERE EXISTS (SELECT FROM "fundings_funding" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'fundingStep' WHERE EXISTS (SELECT FROM "fundings_step" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'agreement' WHERE EXISTS (SELECT FROM "fundings_agreement" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'groupParticipant' WHERE EXISTS (SELECT FROM "groups_participant" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'groupSheet' WHERE EXISTS (SELECT FROM "groups_sheet" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'roadMapItem' WHERE EXISTS (SELECT FROM "groups_road_map_item" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'deliverable' WHERE EXISTS (SELECT FROM "groups_deliverable" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'attentionPoint' WHERE EXISTS (SELECT FROM "groups_attention_point" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'workshop' WHERE EXISTS (SELECT FROM "inclusion_workshop" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'workshopPeriod' WHERE EXISTS (SELECT FROM "inclusion_workshop_period" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'measure' WHERE EXISTS (SELECT FROM "measures_measure" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'reading' WHERE EXISTS (SELECT FROM "measures_reading" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'meeting' WHERE EXISTS (SELECT FROM "meetings_meeting" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'agendaItem' WHERE EXISTS (SELECT FROM "meetings_agenda_item" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'attendance' WHERE EXISTS (SELECT FROM "meetings_attendance" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'minutes' WHERE EXISTS (SELECT FROM "meetings_minutes" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'decision' WHERE EXISTS (SELECT FROM "meetings_decision" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'action' WHERE EXISTS (SELECT FROM "meetings_action" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'meetingLink' WHERE EXISTS (SELECT FROM "meetings_link" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'need' WHERE EXISTS (SELECT FROM "needs_need" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'person' WHERE EXISTS (SELECT FROM "network_person" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'role' WHERE EXISTS (SELECT FROM "network_role" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'yearlySheet' WHERE EXISTS (SELECT FROM "network_yearly_sheet" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'spelling' WHERE EXISTS (SELECT FROM "network_spelling" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'sharedPost' WHERE EXISTS (SELECT FROM "pooling_shared_post" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'sharedPostHost' WHERE EXISTS (SELECT FROM "pooling_shared_post_host" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'sharedPostOutput' WHERE EXISTS (SELECT FROM "pooling_shared_post_output" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'support' WHERE EXISTS (SELECT FROM "pooling_support" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'supportParticipant' WHERE EXISTS (SELECT FROM "pooling_support_participant" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'survey' WHERE EXISTS (SELECT FROM "pooling_survey" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'project' WHERE EXISTS (SELECT FROM "projects_project" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'stakeholder' WHERE EXISTS (SELECT FROM "projects_stakeholder" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'projectStep' WHERE EXISTS (SELECT FROM "projects_step" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'questionnaire' WHERE EXISTS (SELECT FROM "questionnaires_questionnaire" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'question' WHERE EXISTS (SELECT FROM "questionnaires_question" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'answerSheet' WHERE EXISTS (SELECT FROM "questionnaires_sheet" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'answer' WHERE EXISTS (SELECT FROM "questionnaires_answer" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'visit' WHERE EXISTS (SELECT FROM "visits_visit" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'visitPassage' WHERE EXISTS (SELECT FROM "visits_passage" WHERE "audience" = 'public');
--> statement-breakpoint
INSERT INTO "core_openness_question" ("kind") SELECT 'visitFact' WHERE EXISTS (SELECT FROM "visits_fact" WHERE "audience" = 'public');
