-- One row for each message that a consumer gave up, or that no queue took. The same message given up again is the same row.
CREATE TABLE letter (
    id             uuid PRIMARY KEY,     -- a UUIDv7 of its arrival
    identity       text        NOT NULL UNIQUE, -- kind, place, and the event's id or the digest of its body
    kind           text        NOT NULL, -- dead-letter, unroutable
    state          text        NOT NULL, -- open, replaying, resolved, reopened, discarded
    resolution     text,                 -- done, duplicate, routed, replaced
    consumer       text,                 -- the queue whose consumer failed; absent for what no queue took
    exchange       text        NOT NULL,
    routing_key    text        NOT NULL,
    event_id       uuid,                 -- this and the next ones are absent where no event could be read
    type           text,
    tenant         text,
    subject        text,
    operation_id   text,
    correlation_id text,
    event_time     timestamptz,
    traceparent    text,                 -- of the attempt that failed last
    first_failure  timestamptz,
    died_at        timestamptz NOT NULL, -- when it arrived here last
    updated_at     timestamptz NOT NULL,
    deaths         int         NOT NULL,
    attempts       int         NOT NULL,
    history        jsonb       NOT NULL,
    reason         text        NOT NULL,
    error          text        NOT NULL,
    error_type     text,
    error_frames   text,
    fingerprint    text        NOT NULL,
    headers        jsonb       NOT NULL,
    content_type   text,
    body           bytea       NOT NULL,
    claim_id       uuid                  -- the last claim under which it was sent again
);

CREATE INDEX letter_of_consumer ON letter (consumer, id);
CREATE INDEX letter_of_fingerprint ON letter (fingerprint, id);
CREATE INDEX letter_of_tenant ON letter (tenant, id);

-- What waits for a decision: few of many.
CREATE INDEX letter_waiting ON letter (id) WHERE state IN ('open', 'reopened');
CREATE INDEX letter_waiting_of_consumer ON letter (consumer, died_at) WHERE state IN ('open', 'reopened');

-- What is past its time, some day.
CREATE INDEX letter_over ON letter (updated_at) WHERE state IN ('resolved', 'discarded');

-- An operator's wish to have a letter sent again. It is committed first, and sent afterwards until the broker confirms it.
CREATE TABLE claim (
    id         uuid PRIMARY KEY,
    letter_id  uuid        NOT NULL REFERENCES letter ON DELETE CASCADE,
    kind       text        NOT NULL, -- the letter's
    was        text        NOT NULL DEFAULT 'open', -- the letter's state before: open, reopened
    bulk_id    uuid,
    step       int,
    made_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    made_by    text        NOT NULL,
    forced     boolean     NOT NULL,
    event_id   uuid,                 -- of the event that is sent in the letter's place, if it was edited
    body       bytea,                -- the same event
    send_after timestamptz NOT NULL DEFAULT clock_timestamp(),
    taken_at   timestamptz,          -- when it was first on its way to the broker, which may have it from then on
    sent_at    timestamptz,          -- when the broker had confirmed it
    ended_at   timestamptz,
    result     text                  -- done, duplicate, routed, dead, abandoned
);

CREATE INDEX claim_unsent ON claim (send_after) WHERE sent_at IS NULL AND ended_at IS NULL;
CREATE INDEX claim_unreturned ON claim (sent_at) WHERE kind = 'unroutable' AND ended_at IS NULL;
CREATE INDEX claim_of_letter ON claim (letter_id, made_at);
CREATE INDEX claim_of_bulk ON claim (bulk_id, made_at) WHERE bulk_id IS NOT NULL;

-- Who did what to which letter. Outlives the letters.
CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor      text,                 -- absent for the service itself
    action     text        NOT NULL,
    letter_id  uuid,
    bulk_id    uuid,
    from_state text,
    to_state   text,
    reason     text
);

CREATE INDEX audit_of_letter ON audit (letter_id, id) WHERE letter_id IS NOT NULL;
CREATE INDEX audit_of_bulk ON audit (bulk_id, id) WHERE bulk_id IS NOT NULL;

-- Many letters sent again, step by step.
CREATE TABLE bulk_replay (
    id           uuid PRIMARY KEY, -- a UUIDv7
    status       text        NOT NULL, -- running, paused, succeeded, stopped, cancelled
    selector     jsonb       NOT NULL,
    settings     jsonb       NOT NULL,
    requested_by text        NOT NULL,
    reason       text,
    selected     bigint      NOT NULL,
    step         int         NOT NULL DEFAULT 0,
    exhausted    boolean     NOT NULL DEFAULT false, -- nothing is left to claim
    note         text,                               -- why it stopped
    created_at   timestamptz NOT NULL,               -- letters that died later are none of its business
    updated_at   timestamptz NOT NULL,
    leased_by    uuid,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);

CREATE INDEX bulk_replay_running ON bulk_replay (id) WHERE status = 'running';
