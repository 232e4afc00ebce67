-- The order of names in French: accents and case count last, numbers by their value (Unicode, UCA with the tailoring of CLDR).
CREATE COLLATION "fanal"."french" (provider = icu, locale = 'fr-u-kn-true');
--> statement-breakpoint
-- A name without its leading article, as a French index files it: to be sorted with the collation above. The same as `compareFrench` (src/core/words.ts).
CREATE FUNCTION "fanal"."in_french"(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT regexp_replace(name, '^(?:l[''’]|l[ae]s?\s)', '', 'i')
$$;
--> statement-breakpoint
-- First civil day of a partial date: 2023, 2023-T2, 2023-S1, 2023-05, 2023-05-02. The same as `boundsOf` (src/core/partial-date.ts).
CREATE FUNCTION "fanal"."first_day"(date text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN length(date) = 10 THEN date
		WHEN length(date) = 4 THEN date || '-01-01'
		WHEN substr(date, 6, 1) = 'T' THEN left(date, 5) || lpad((substr(date, 7, 1)::int * 3 - 2)::text, 2, '0') || '-01'
		WHEN substr(date, 6, 1) = 'S' THEN left(date, 5) || lpad((substr(date, 7, 1)::int * 6 - 5)::text, 2, '0') || '-01'
		ELSE date || '-01'
	END
$$;
--> statement-breakpoint
-- What no day of a partial date comes after, and every later day does: the 31st of any month. To compare with days, not to print.
CREATE FUNCTION "fanal"."last_day"(date text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN length(date) = 10 THEN date
		WHEN length(date) = 4 THEN date || '-12-31'
		WHEN substr(date, 6, 1) = 'T' THEN left(date, 5) || lpad((substr(date, 7, 1)::int * 3)::text, 2, '0') || '-31'
		WHEN substr(date, 6, 1) = 'S' THEN left(date, 5) || lpad((substr(date, 7, 1)::int * 6)::text, 2, '0') || '-31'
		ELSE date || '-31'
	END
$$;
