-- The key under which ids of erased people are remembered. One row.
CREATE TABLE erasure_key (
    key bytea NOT NULL
);

INSERT INTO erasure_key VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- Grows with each erasure. Read with every message, for which a sequence is cheaper than a row.
CREATE SEQUENCE erasure_version;

-- People who were erased: whatever comes later about one of them is about the pseudonym. Kept for good.
CREATE TABLE tombstone (
    digest    bytea       PRIMARY KEY, -- SHA-256 of the key and the id
    pseudonym text        NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    event_id  uuid,                    -- the command that was carried out last; absent while the first one is
    rows      jsonb       NOT NULL DEFAULT '{}' -- how many rows were changed or deleted, by table
);

-- Fails unless all erasures are known to whoever writes in this transaction, and lets none begin until it ends. Whoever erases
-- holds the lock alone, from before the version grows until that is committed. Below zero means: nothing is to be known.
-- Both statements are plain expressions, which cost a tenth of what queries do.
CREATE FUNCTION knows_erasures(known bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    locked text;
BEGIN
    IF known >= 0 THEN
        locked := pg_advisory_xact_lock_shared(1701994867);
        IF known <> coalesce(pg_sequence_last_value('public.erasure_version'::regclass), 0) THEN
            RAISE EXCEPTION 'A person was erased meanwhile' USING ERRCODE = 'TE001';
        END IF;
    END IF;
    RETURN true;
END
$$;

-- The text with something else in place of a name, where that stands by itself and is not part of a longer one.
CREATE FUNCTION renamed(sentence text, name text, other text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN strpos(sentence, name) = 0 THEN sentence ELSE regexp_replace(
        sentence,
        '(?<![[:alnum:]_.-])' || regexp_replace(name, '([^[:alnum:][:space:]])', '\\\1', 'g')
            || '(?![[:alnum:]_-]|[.@][[:alnum:]])',
        other, 'g') END
$$;
