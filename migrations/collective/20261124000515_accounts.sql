CREATE TABLE "accounts_administrator" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"granted_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts_attempt" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts_credential" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" text NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "accounts_invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "accounts_passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"counter" integer NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp with time zone,
	"aaguid" text,
	CONSTRAINT "accounts_passkey_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "accounts_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"door" text,
	"on_behalf_of" text,
	CONSTRAINT "accounts_session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "accounts_two_factor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp with time zone,
	CONSTRAINT "accounts_two_factor_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "accounts_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"two_factor_enabled" boolean DEFAULT false,
	"person_id" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "accounts_user_email_unique" UNIQUE("email"),
	CONSTRAINT "accounts_user_person_id_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "accounts_verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "core_journal" ADD COLUMN "on_behalf_of" text;--> statement-breakpoint
ALTER TABLE "accounts_administrator" ADD CONSTRAINT "accounts_administrator_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_credential" ADD CONSTRAINT "accounts_credential_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_invitation" ADD CONSTRAINT "accounts_invitation_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_passkey" ADD CONSTRAINT "accounts_passkey_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_session" ADD CONSTRAINT "accounts_session_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_two_factor" ADD CONSTRAINT "accounts_two_factor_user_id_accounts_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "accounts_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts_user" ADD CONSTRAINT "accounts_user_person_id_network_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "network_person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_credential_user" ON "accounts_credential" USING btree ("user_id","provider_id");--> statement-breakpoint
CREATE INDEX "accounts_passkey_user" ON "accounts_passkey" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "accounts_session_user" ON "accounts_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "accounts_verification_identifier" ON "accounts_verification" USING btree ("identifier");