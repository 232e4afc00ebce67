CREATE TABLE "fanal"."revision" (
	"collective" text NOT NULL,
	"slot" integer NOT NULL,
	"written" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "revision_collective_slot_pk" PRIMARY KEY("collective","slot")
);

--> statement-breakpoint
CREATE FUNCTION "fanal"."revise"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	code text := TG_ARGV[0];
	act text;
BEGIN
	IF code IS NULL THEN
		code := NEW.code;
	END IF;
	act := code || ' ' || pg_current_xact_id()::text;
	-- Once in a transaction is enough: nobody sees anything of it before its end.
	IF current_setting('fanal.revised', true) IS NOT DISTINCT FROM act THEN
		RETURN NULL;
	END IF;
	UPDATE fanal.revision SET written = written + 1 WHERE collective = code AND slot = (
		SELECT slot FROM fanal.revision WHERE collective = code LIMIT 1 FOR UPDATE SKIP LOCKED
	);
	IF NOT FOUND THEN
		UPDATE fanal.revision SET written = written + 1 WHERE collective = code AND slot = 0;
	END IF;
	PERFORM set_config('fanal.revised', act, true);
	RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "revise" AFTER INSERT OR UPDATE ON "fanal"."collective" FOR EACH ROW EXECUTE FUNCTION "fanal"."revise"();
