ALTER TABLE "accounts_invitation" ADD COLUMN "word" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts_two_factor" ADD COLUMN "recovery_generation" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts_user" ADD COLUMN "let_in_by" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts_user" ADD COLUMN "could_invite_at" timestamp with time zone;--> statement-breakpoint
-- Who came in by the word of somebody alone, directly or through others, as the invitations that are left tell it.
WITH RECURSIVE let_in AS (
	SELECT DISTINCT u.id::text AS account, i.inviter_account AS inviter
	FROM accounts_invitation i JOIN accounts_user u ON u.person_id = i.person_id OR u.email = i.email
	WHERE i.accepted_at IS NOT NULL AND i.confirmed_by IS NULL AND i.inviter_account <> u.id::text
), above AS (
	SELECT account, inviter FROM let_in
	UNION
	SELECT above.account, let_in.inviter FROM above JOIN let_in ON let_in.account = above.inviter
)
UPDATE accounts_user u SET let_in_by = known.inviters
FROM (SELECT account, array_agg(inviter) AS inviters FROM above WHERE inviter <> account GROUP BY account) AS known
WHERE known.account = u.id::text;--> statement-breakpoint
UPDATE accounts_invitation i
SET word = coalesce((SELECT u.let_in_by FROM accounts_user u WHERE u.id::text = i.inviter_account), '{}') || i.inviter_account
WHERE i.inviter_account IS NOT NULL AND i.confirmed_by IS NULL;
