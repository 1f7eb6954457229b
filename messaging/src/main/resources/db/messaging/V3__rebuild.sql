-- What rebuilds of read models there were, and what became of them. One at a time for each consumer.
CREATE TABLE rebuild (
    id           uuid PRIMARY KEY,
    consumer     text        NOT NULL,
    status       text        NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled')),
    requested_by text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(), -- while it runs, its sign of life
    ended_at     timestamptz,
    attempts     int         NOT NULL DEFAULT 0, -- how often an instance took it up
    events_read  bigint      NOT NULL DEFAULT 0,
    log_offset   bigint, -- read up to here
    last_offset  bigint, -- and this is how far there is to read
    result       jsonb,
    error        text
);

CREATE UNIQUE INDEX rebuild_running ON rebuild (consumer) WHERE status = 'running';

CREATE INDEX rebuild_of_consumer ON rebuild (consumer, created_at DESC, id DESC);
