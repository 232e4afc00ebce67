CREATE TABLE "core_journal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"event" text NOT NULL,
	"kind" text,
	"record_id" uuid,
	"audience" text DEFAULT 'team' NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "core_search_entry" (
	"kind" text NOT NULL,
	"record_id" uuid NOT NULL,
	"title" text NOT NULL,
	"line" text NOT NULL,
	"path" text NOT NULL,
	"audience" text NOT NULL,
	"plain_title" text NOT NULL,
	"plain_body" text NOT NULL,
	"terms" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('french'::regconfig, plain_title), 'A') || setweight(to_tsvector('french'::regconfig, plain_body), 'C')) STORED,
	CONSTRAINT "core_search_entry_kind_record_id_pk" PRIMARY KEY("kind","record_id")
);
--> statement-breakpoint
CREATE TABLE "editions_commitment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"edition_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	"title" text NOT NULL,
	"body" jsonb,
	"group_id" uuid,
	"project_id" uuid,
	"owner" text,
	"due_on" text,
	"said_due" text,
	"state" text NOT NULL,
	CONSTRAINT "editions_commitment_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "editions_edition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"year" integer NOT NULL,
	"title" text NOT NULL,
	"subtitle" text,
	"cut_off_on" text NOT NULL,
	"state" text NOT NULL,
	"place" text,
	CONSTRAINT "editions_edition_year_unique" UNIQUE("year")
);
--> statement-breakpoint
CREATE TABLE "editions_text" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"edition_id" uuid NOT NULL,
	"chapter" text NOT NULL,
	"rank" integer,
	"title" text,
	"body" jsonb NOT NULL,
	"author_id" uuid,
	"author_title" text,
	"written_on" text,
	"nature" text NOT NULL,
	"group_id" uuid,
	"project_id" uuid,
	"consent" text,
	CONSTRAINT "editions_text_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "editions_milestone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"happened_on" text NOT NULL,
	"happened_on_last" text,
	"title" text NOT NULL,
	"body" jsonb,
	"nature" text NOT NULL,
	"position" integer,
	CONSTRAINT "editions_milestone_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "editions_milestone_organisation" (
	"milestone_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "editions_milestone_organisation_milestone_id_organisation_id_pk" PRIMARY KEY("milestone_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "editions_open_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"nature" text NOT NULL,
	"finding" text NOT NULL,
	"question" text NOT NULL,
	"settle" text NOT NULL,
	"lines" text,
	CONSTRAINT "editions_open_point_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "editions_quotation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"edition_id" uuid NOT NULL,
	"chapter" text NOT NULL,
	"rank" integer,
	"words" text NOT NULL,
	"person_id" uuid,
	"organisation_id" uuid,
	"group_id" uuid,
	"project_id" uuid,
	"title" text,
	"consent" text,
	CONSTRAINT "editions_quotation_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "fundings_agreement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"party_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"from_on" text,
	"until_on" text,
	"yearly_cents" bigint,
	"counterpart" text,
	CONSTRAINT "fundings_agreement_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "fundings_funding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"funder_id" uuid,
	"project_id" uuid,
	"group_id" uuid,
	"applicant_id" uuid,
	"asked_cents" bigint,
	"granted_cents" bigint,
	"purpose" text,
	CONSTRAINT "fundings_funding_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "fundings_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"funding_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reached_on" text,
	"reached_on_last" text,
	"said_date" text,
	"remark" text,
	CONSTRAINT "fundings_step_key" UNIQUE("funding_id","state")
);
--> statement-breakpoint
CREATE TABLE "groups_attention_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"group_id" uuid NOT NULL,
	"title" text NOT NULL,
	"since_on" text,
	"state" text NOT NULL,
	CONSTRAINT "groups_attention_point_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "groups_deliverable" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"group_id" uuid NOT NULL,
	"title" text NOT NULL,
	"sort" text,
	"produced_on" text,
	"state" text NOT NULL,
	"remark" text,
	CONSTRAINT "groups_deliverable_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "groups_group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"number" text,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"circle" text NOT NULL,
	"purpose" jsonb,
	"composition" text,
	"position" integer,
	"active_from" text,
	"active_until" text,
	CONSTRAINT "groups_group_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "groups_lineage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"origin_id" uuid NOT NULL,
	"born_id" uuid NOT NULL,
	"nature" text NOT NULL,
	"happened_on" text,
	"reason" text,
	CONSTRAINT "groups_lineage_key" UNIQUE("origin_id","born_id")
);
--> statement-breakpoint
CREATE TABLE "groups_participant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"group_id" uuid NOT NULL,
	"organisation_id" uuid,
	"person_id" uuid,
	"role" text NOT NULL,
	"from_on" text,
	"until_on" text,
	"open_list" boolean,
	"remark" text,
	CONSTRAINT "groups_participant_key" UNIQUE NULLS NOT DISTINCT("group_id","organisation_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "groups_sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"group_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"context" jsonb,
	"activities" jsonb,
	"prospects" jsonb,
	CONSTRAINT "groups_sheet_key" UNIQUE("group_id","year")
);
--> statement-breakpoint
CREATE TABLE "groups_road_map_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"group_id" uuid NOT NULL,
	"year" integer,
	"decided_on" text,
	"position" integer,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"owner" text,
	"due_on" text,
	"due_on_last" text,
	CONSTRAINT "groups_road_map_item_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "inclusion_workshop" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"frame" text,
	"people" text,
	"purpose" jsonb,
	"activities" jsonb,
	"prospects" jsonb,
	"position" integer,
	CONSTRAINT "inclusion_workshop_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "inclusion_workshop_period" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"workshop_id" uuid NOT NULL,
	"from_on" text NOT NULL,
	"until_on" text,
	"leader_id" uuid,
	"participants" integer,
	"women" integer,
	"men" integer,
	"job_exits" integer,
	"training_exits" integer,
	"remark" text,
	CONSTRAINT "inclusion_workshop_period_key" UNIQUE("workshop_id","from_on")
);
--> statement-breakpoint
CREATE TABLE "measures_measure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"unit" text NOT NULL,
	"channel" text,
	"definition" text NOT NULL,
	"cumulative" boolean,
	CONSTRAINT "measures_measure_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "measures_reading" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"measure_id" uuid NOT NULL,
	"read_on" text NOT NULL,
	"read_on_last" text,
	"value" jsonb NOT NULL,
	"said_value" text,
	"entered_by" text,
	"remark" text,
	CONSTRAINT "measures_reading_key" UNIQUE("measure_id","read_on")
);
--> statement-breakpoint
CREATE TABLE "meetings_action" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"meeting_id" uuid,
	"group_id" uuid,
	"title" text NOT NULL,
	"person_id" uuid,
	"organisation_id" uuid,
	"due_on" text,
	"due_on_last" text,
	"state" text NOT NULL,
	CONSTRAINT "meetings_action_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "meetings_agenda_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"rank" text NOT NULL,
	"start_time" text,
	"end_time" text,
	"title" text NOT NULL,
	CONSTRAINT "meetings_agenda_item_key" UNIQUE("meeting_id","rank")
);
--> statement-breakpoint
CREATE TABLE "meetings_attendance" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"person_id" uuid,
	"organisation_id" uuid,
	"capacity" text NOT NULL,
	"mode" text NOT NULL,
	"proxy_to_id" uuid,
	"remark" text,
	CONSTRAINT "meetings_attendance_key" UNIQUE NULLS NOT DISTINCT("meeting_id","person_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "meetings_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"meeting_id" uuid,
	"group_id" uuid,
	"decided_on" text,
	"decided_on_last" text,
	"title" text NOT NULL,
	"body" jsonb,
	CONSTRAINT "meetings_decision_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "meetings_meeting" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"group_id" uuid,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"held_on" text NOT NULL,
	"held_on_last" text,
	"said_date" text,
	"start_time" text,
	"end_time" text,
	"place" text,
	"commune_id" uuid,
	"host_id" uuid,
	"participants" jsonb,
	"said_participants" text,
	"state" text NOT NULL,
	"in_calendar" boolean,
	"source_rank" integer,
	"summary" jsonb,
	CONSTRAINT "meetings_meeting_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "meetings_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"organisation_id" uuid,
	"group_id" uuid,
	"person_id" uuid,
	"nature" text NOT NULL,
	"remark" text,
	CONSTRAINT "meetings_link_key" UNIQUE NULLS NOT DISTINCT("meeting_id","organisation_id","group_id","person_id","nature")
);
--> statement-breakpoint
CREATE TABLE "meetings_minutes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"state" text NOT NULL,
	"body" jsonb NOT NULL,
	"approved_on" text,
	CONSTRAINT "meetings_minutes_meeting_id_unique" UNIQUE("meeting_id")
);
--> statement-breakpoint
CREATE TABLE "needs_need" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"sense" text NOT NULL,
	"title" text NOT NULL,
	"words" text,
	"theme" text NOT NULL,
	"voice" text NOT NULL,
	"visit_id" uuid,
	"meeting_id" uuid,
	"group_id" uuid,
	"date" text,
	"date_last" text,
	"state" text NOT NULL,
	"answer" text,
	CONSTRAINT "needs_need_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "needs_need_organisation" (
	"need_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "needs_need_organisation_need_id_organisation_id_pk" PRIMARY KEY("need_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "network_membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"from_on" text,
	"until_on" text,
	"college" text,
	"reason" text,
	"expectations" text,
	CONSTRAINT "network_membership_key" UNIQUE NULLS NOT DISTINCT("organisation_id","from_on")
);
--> statement-breakpoint
CREATE TABLE "network_organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"full_name" text,
	"nature" text NOT NULL,
	"siret" text,
	"address" text,
	"postal_code" text,
	"city" text,
	"commune_id" uuid,
	"website" text,
	"activities" text,
	"founded_on" text,
	"founder" text,
	"presentation" jsonb,
	"position" integer,
	CONSTRAINT "network_organisation_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "network_person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"first_name" text,
	"last_name" text,
	"remark" text,
	CONSTRAINT "network_person_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "network_role" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"function" text NOT NULL,
	"title" text,
	"field" text,
	"from_on" text,
	"until_on" text,
	"position" integer,
	CONSTRAINT "network_role_key" UNIQUE NULLS NOT DISTINCT("person_id","organisation_id","function","title")
);
--> statement-breakpoint
CREATE TABLE "network_spelling" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"nature" text NOT NULL,
	"code" text NOT NULL,
	"text" text NOT NULL,
	"recognised" boolean,
	"where_seen" text,
	CONSTRAINT "network_spelling_key" UNIQUE("nature","code","text")
);
--> statement-breakpoint
CREATE TABLE "network_yearly_sheet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"jobs" jsonb,
	"full_time_equivalents" double precision,
	"insertion_jobs" jsonb,
	"volunteers" jsonb,
	"adherents" jsonb,
	"beneficiaries" jsonb,
	"turnover_cents" bigint,
	"budget_cents" bigint,
	"remark" text,
	CONSTRAINT "network_yearly_sheet_key" UNIQUE("organisation_id","year")
);
--> statement-breakpoint
CREATE TABLE "pooling_shared_post" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"person_id" uuid,
	"employer_id" uuid,
	"contract" text,
	"from_on" text,
	"until_on" text,
	"mission" jsonb,
	"findings" jsonb,
	CONSTRAINT "pooling_shared_post_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "pooling_shared_post_host" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"post_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"label" text,
	"frequency_min" double precision,
	"frequency_max" double precision,
	"period" text NOT NULL,
	"frequency_words" text,
	"position" integer,
	CONSTRAINT "pooling_shared_post_host_key" UNIQUE("post_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "pooling_shared_post_output" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"post_id" uuid NOT NULL,
	"rank" integer NOT NULL,
	"title" text NOT NULL,
	"quantity" jsonb,
	"quantity_words" text,
	CONSTRAINT "pooling_shared_post_output_key" UNIQUE("post_id","title")
);
--> statement-breakpoint
CREATE TABLE "pooling_support" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"provider_id" uuid,
	"group_id" uuid,
	"project_id" uuid,
	"signed_on" text,
	"from_on" text,
	"until_on" text,
	"days" jsonb,
	"text" jsonb,
	CONSTRAINT "pooling_support_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "pooling_support_participant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"support_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"share" text,
	CONSTRAINT "pooling_support_participant_key" UNIQUE("support_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "pooling_survey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"title" text NOT NULL,
	"date" text,
	"date_last" text,
	"group_id" uuid,
	"meeting_id" uuid,
	"subject" jsonb,
	"feedback" text NOT NULL,
	"result" jsonb,
	CONSTRAINT "pooling_survey_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "projects_project" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"group_id" uuid,
	"nature" text NOT NULL,
	"stage" text NOT NULL,
	"summary" jsonb,
	"territory" text,
	"started_on" text,
	"ended_on" text,
	"position" integer,
	CONSTRAINT "projects_project_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "projects_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"project_id" uuid NOT NULL,
	"happens_on" text,
	"happens_on_last" text,
	"said_date" text,
	"title" text NOT NULL,
	"body" jsonb,
	"state" text NOT NULL,
	CONSTRAINT "projects_step_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "projects_stakeholder" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"project_id" uuid NOT NULL,
	"organisation_id" uuid,
	"person_id" uuid,
	"role" text NOT NULL,
	"remark" text,
	CONSTRAINT "projects_stakeholder_key" UNIQUE NULLS NOT DISTINCT("project_id","organisation_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "territory_commune" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"arrondissement_code" text,
	"arrondissement_name" text,
	"department_code" text,
	"population" integer,
	"postal_codes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"longitude" double precision,
	"latitude" double precision,
	"contour" jsonb,
	CONSTRAINT "territory_commune_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "territory_epci" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"nature" text,
	"population" integer,
	"acronym" text,
	"usual_name" text,
	"organisation_code" text,
	CONSTRAINT "territory_epci_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "territory_epci_membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"commune_id" uuid NOT NULL,
	"epci_code" text NOT NULL,
	"from_on" text,
	"until_on" text,
	CONSTRAINT "territory_epci_membership_key" UNIQUE NULLS NOT DISTINCT("commune_id","epci_code","from_on")
);
--> statement-breakpoint
CREATE TABLE "territory_indicator" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"unit" text NOT NULL,
	"position" integer,
	"definition" text,
	CONSTRAINT "territory_indicator_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "territory_indicator_value" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"indicator_id" uuid NOT NULL,
	"level" text NOT NULL,
	"place" text NOT NULL,
	"period" text NOT NULL,
	"value" double precision NOT NULL,
	"cited_by" text,
	CONSTRAINT "territory_indicator_value_key" UNIQUE("indicator_id","level","place","period")
);
--> statement-breakpoint
CREATE TABLE "visits_visit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"code" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"date" text NOT NULL,
	"date_last" text,
	"title" text,
	"quote" text,
	"quote_consented" boolean,
	"state" text NOT NULL,
	"position" integer,
	CONSTRAINT "visits_visit_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "visits_fact" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"rank" integer,
	"label" text NOT NULL,
	"value" jsonb,
	"text" text,
	"unit" text,
	"year" text,
	CONSTRAINT "visits_fact_key" UNIQUE NULLS NOT DISTINCT("visit_id","label","year")
);
--> statement-breakpoint
CREATE TABLE "visits_passage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"audience" text DEFAULT 'public' NOT NULL,
	"source" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"section" text NOT NULL,
	"rank" integer NOT NULL,
	"text" jsonb NOT NULL,
	"sensitive" boolean,
	"sensitive_because" text,
	"consent" text,
	"consent_edition" integer,
	"declared_audience" text,
	CONSTRAINT "visits_passage_key" UNIQUE("visit_id","section","rank")
);
--> statement-breakpoint
ALTER TABLE "editions_commitment" ADD CONSTRAINT "editions_commitment_edition_id_editions_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_commitment" ADD CONSTRAINT "editions_commitment_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_commitment" ADD CONSTRAINT "editions_commitment_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_text" ADD CONSTRAINT "editions_text_edition_id_editions_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_text" ADD CONSTRAINT "editions_text_author_id_network_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_text" ADD CONSTRAINT "editions_text_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_text" ADD CONSTRAINT "editions_text_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_milestone_organisation" ADD CONSTRAINT "editions_milestone_organisation_milestone_id_editions_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "editions_milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_milestone_organisation" ADD CONSTRAINT "editions_milestone_organisation_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD CONSTRAINT "editions_quotation_edition_id_editions_edition_id_fk" FOREIGN KEY ("edition_id") REFERENCES "editions_edition"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD CONSTRAINT "editions_quotation_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD CONSTRAINT "editions_quotation_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD CONSTRAINT "editions_quotation_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "editions_quotation" ADD CONSTRAINT "editions_quotation_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_agreement" ADD CONSTRAINT "fundings_agreement_party_id_network_organisation_id_fk" FOREIGN KEY ("party_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_funding" ADD CONSTRAINT "fundings_funding_funder_id_network_organisation_id_fk" FOREIGN KEY ("funder_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_funding" ADD CONSTRAINT "fundings_funding_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_funding" ADD CONSTRAINT "fundings_funding_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_funding" ADD CONSTRAINT "fundings_funding_applicant_id_network_organisation_id_fk" FOREIGN KEY ("applicant_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fundings_step" ADD CONSTRAINT "fundings_step_funding_id_fundings_funding_id_fk" FOREIGN KEY ("funding_id") REFERENCES "fundings_funding"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_attention_point" ADD CONSTRAINT "groups_attention_point_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_deliverable" ADD CONSTRAINT "groups_deliverable_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_lineage" ADD CONSTRAINT "groups_lineage_origin_id_groups_group_id_fk" FOREIGN KEY ("origin_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_lineage" ADD CONSTRAINT "groups_lineage_born_id_groups_group_id_fk" FOREIGN KEY ("born_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_participant" ADD CONSTRAINT "groups_participant_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_participant" ADD CONSTRAINT "groups_participant_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_participant" ADD CONSTRAINT "groups_participant_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_sheet" ADD CONSTRAINT "groups_sheet_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups_road_map_item" ADD CONSTRAINT "groups_road_map_item_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inclusion_workshop_period" ADD CONSTRAINT "inclusion_workshop_period_workshop_id_inclusion_workshop_id_fk" FOREIGN KEY ("workshop_id") REFERENCES "inclusion_workshop"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inclusion_workshop_period" ADD CONSTRAINT "inclusion_workshop_period_leader_id_network_person_id_fk" FOREIGN KEY ("leader_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures_reading" ADD CONSTRAINT "measures_reading_measure_id_measures_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "measures_measure"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_action" ADD CONSTRAINT "meetings_action_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_action" ADD CONSTRAINT "meetings_action_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_action" ADD CONSTRAINT "meetings_action_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_action" ADD CONSTRAINT "meetings_action_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_agenda_item" ADD CONSTRAINT "meetings_agenda_item_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_attendance" ADD CONSTRAINT "meetings_attendance_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_attendance" ADD CONSTRAINT "meetings_attendance_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_attendance" ADD CONSTRAINT "meetings_attendance_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_attendance" ADD CONSTRAINT "meetings_attendance_proxy_to_id_network_person_id_fk" FOREIGN KEY ("proxy_to_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_decision" ADD CONSTRAINT "meetings_decision_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_decision" ADD CONSTRAINT "meetings_decision_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_meeting" ADD CONSTRAINT "meetings_meeting_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_meeting" ADD CONSTRAINT "meetings_meeting_commune_id_territory_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "territory_commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_meeting" ADD CONSTRAINT "meetings_meeting_host_id_network_organisation_id_fk" FOREIGN KEY ("host_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_link" ADD CONSTRAINT "meetings_link_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_link" ADD CONSTRAINT "meetings_link_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_link" ADD CONSTRAINT "meetings_link_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_link" ADD CONSTRAINT "meetings_link_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings_minutes" ADD CONSTRAINT "meetings_minutes_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs_need" ADD CONSTRAINT "needs_need_visit_id_visits_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "visits_visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs_need" ADD CONSTRAINT "needs_need_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs_need" ADD CONSTRAINT "needs_need_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs_need_organisation" ADD CONSTRAINT "needs_need_organisation_need_id_needs_need_id_fk" FOREIGN KEY ("need_id") REFERENCES "needs_need"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "needs_need_organisation" ADD CONSTRAINT "needs_need_organisation_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_membership" ADD CONSTRAINT "network_membership_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_organisation" ADD CONSTRAINT "network_organisation_commune_id_territory_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "territory_commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_role" ADD CONSTRAINT "network_role_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_role" ADD CONSTRAINT "network_role_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_yearly_sheet" ADD CONSTRAINT "network_yearly_sheet_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_shared_post" ADD CONSTRAINT "pooling_shared_post_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_shared_post" ADD CONSTRAINT "pooling_shared_post_employer_id_network_organisation_id_fk" FOREIGN KEY ("employer_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_shared_post_host" ADD CONSTRAINT "pooling_shared_post_host_post_id_pooling_shared_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "pooling_shared_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_shared_post_host" ADD CONSTRAINT "pooling_shared_post_host_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_shared_post_output" ADD CONSTRAINT "pooling_shared_post_output_post_id_pooling_shared_post_id_fk" FOREIGN KEY ("post_id") REFERENCES "pooling_shared_post"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_support" ADD CONSTRAINT "pooling_support_provider_id_network_organisation_id_fk" FOREIGN KEY ("provider_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_support" ADD CONSTRAINT "pooling_support_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_support" ADD CONSTRAINT "pooling_support_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_support_participant" ADD CONSTRAINT "pooling_support_participant_support_id_pooling_support_id_fk" FOREIGN KEY ("support_id") REFERENCES "pooling_support"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_support_participant" ADD CONSTRAINT "pooling_support_participant_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_survey" ADD CONSTRAINT "pooling_survey_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pooling_survey" ADD CONSTRAINT "pooling_survey_meeting_id_meetings_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "meetings_meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects_project" ADD CONSTRAINT "projects_project_group_id_groups_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "groups_group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects_step" ADD CONSTRAINT "projects_step_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects_stakeholder" ADD CONSTRAINT "projects_stakeholder_project_id_projects_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "projects_project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects_stakeholder" ADD CONSTRAINT "projects_stakeholder_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "projects_stakeholder" ADD CONSTRAINT "projects_stakeholder_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "territory_epci_membership" ADD CONSTRAINT "territory_epci_membership_commune_id_territory_commune_id_fk" FOREIGN KEY ("commune_id") REFERENCES "territory_commune"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "territory_indicator_value" ADD CONSTRAINT "territory_indicator_value_indicator_id_territory_indicator_id_fk" FOREIGN KEY ("indicator_id") REFERENCES "territory_indicator"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits_visit" ADD CONSTRAINT "visits_visit_organisation_id_network_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "network_organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits_fact" ADD CONSTRAINT "visits_fact_visit_id_visits_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "visits_visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits_passage" ADD CONSTRAINT "visits_passage_visit_id_visits_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "visits_visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "core_journal_at" ON "core_journal" USING btree ("at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "core_journal_record" ON "core_journal" USING btree ("kind","record_id");--> statement-breakpoint
CREATE INDEX "core_search_entry_terms" ON "core_search_entry" USING gin ("terms");--> statement-breakpoint
CREATE INDEX "editions_commitment_edition" ON "editions_commitment" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "editions_text_edition" ON "editions_text" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "editions_quotation_edition" ON "editions_quotation" USING btree ("edition_id");--> statement-breakpoint
CREATE INDEX "fundings_funding_group" ON "fundings_funding" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "fundings_funding_project" ON "fundings_funding" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "groups_attention_point_group" ON "groups_attention_point" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "groups_deliverable_group" ON "groups_deliverable" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "groups_participant_organisation" ON "groups_participant" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "groups_road_map_item_group" ON "groups_road_map_item" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "measures_reading_day" ON "measures_reading" USING btree ("measure_id","read_on_last");--> statement-breakpoint
CREATE INDEX "meetings_action_group" ON "meetings_action" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "meetings_action_due" ON "meetings_action" USING btree ("due_on_last");--> statement-breakpoint
CREATE INDEX "meetings_decision_group" ON "meetings_decision" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "meetings_meeting_day" ON "meetings_meeting" USING btree ("held_on_last");--> statement-breakpoint
CREATE INDEX "meetings_meeting_group" ON "meetings_meeting" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "meetings_link_organisation" ON "meetings_link" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "needs_need_theme" ON "needs_need" USING btree ("theme");--> statement-breakpoint
CREATE INDEX "needs_need_visit" ON "needs_need" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "needs_need_meeting" ON "needs_need" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "needs_need_group" ON "needs_need" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "needs_need_organisation_organisation" ON "needs_need_organisation" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "network_role_organisation" ON "network_role" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "pooling_shared_post_host_organisation" ON "pooling_shared_post_host" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "pooling_support_group" ON "pooling_support" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "pooling_support_project" ON "pooling_support" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "pooling_support_participant_organisation" ON "pooling_support_participant" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "projects_project_group" ON "projects_project" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "projects_step_project" ON "projects_step" USING btree ("project_id","happens_on_last");--> statement-breakpoint
CREATE INDEX "projects_stakeholder_organisation" ON "projects_stakeholder" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "territory_epci_membership_epci" ON "territory_epci_membership" USING btree ("epci_code");--> statement-breakpoint
CREATE INDEX "visits_visit_organisation" ON "visits_visit" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "visits_visit_date" ON "visits_visit" USING btree ("date_last");