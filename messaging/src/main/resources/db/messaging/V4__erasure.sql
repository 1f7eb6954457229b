-- How many people were erased, and the key under which their ids are remembered. One row.
CREATE TABLE erasures (
    version bigint NOT NULL,
    key     bytea  NOT NULL
);

INSERT INTO erasures (version, key)
VALUES (0, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- People who were erased: whatever comes later about one of them is about the pseudonym. Kept for good.
CREATE TABLE tombstone (
    digest    bytea       PRIMARY KEY, -- SHA-256 of the key and the id
    pseudonym text        NOT NULL,
    erased_at timestamptz NOT NULL DEFAULT now(),
    event_id  uuid,                    -- the wish that was carried out last; absent while the first one is
    rows      jsonb       NOT NULL DEFAULT '{}' -- how many rows were changed or deleted, by table
);

-- Fails unless all erasures are known to whoever writes in this transaction, and lets none begin until it ends. The lock is
-- taken first, so that what is read after it is what whoever held it has committed. Below zero means: nothing is to be known.
CREATE FUNCTION knows_erasures(known bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF known >= 0 THEN
        PERFORM pg_advisory_xact_lock_shared(1701994867);
        IF known <> (SELECT version FROM public.erasures) THEN
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
