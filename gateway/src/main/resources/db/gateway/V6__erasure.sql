-- People whom operators had erased. Of an id only a digest is kept, under a key of this database alone.
CREATE TABLE erasure (
    id           uuid PRIMARY KEY, -- a UUIDv7
    digest       bytea       NOT NULL UNIQUE,
    pseudonym    text        NOT NULL,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL,
    asked_again  timestamptz       -- the last time, if it was
);

-- What each service has answered. The first answer says when it was done; later ones, after the person was asked to be erased
-- again, only count.
CREATE TABLE erasure_answer (
    erasure_id uuid        NOT NULL REFERENCES erasure,
    service    text        NOT NULL,
    rows       jsonb       NOT NULL,
    at         timestamptz NOT NULL,
    PRIMARY KEY (erasure_id, service)
);
