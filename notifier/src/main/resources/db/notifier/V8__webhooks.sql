-- Where a workspace's own systems want to hear of its events. Secrets are derived from the operator's key, the id and the generation.
CREATE TABLE webhook (
    id             uuid        PRIMARY KEY,
    workspace_id   uuid        NOT NULL,
    url            text        NOT NULL,
    description    text,
    events         text[]      NOT NULL, -- empty: all
    generation     integer     NOT NULL DEFAULT 1,
    rotated_at     timestamptz, -- until a day later the generation before signs too
    disabled       text, -- by an admin, because of failures, or because the receiver answered that it is gone; absent: enabled
    failures       integer     NOT NULL DEFAULT 0, -- since something was delivered
    failing_since  timestamptz,
    last_answer    text,
    warned         boolean     NOT NULL DEFAULT false,
    last_sequence  bigint      NOT NULL DEFAULT 0,
    rests_until    timestamptz, -- after failures: nothing is attempted before
    due_at         timestamptz, -- when the next delivery is attempted; absent while there is none to attempt
    held_until     timestamptz, -- while an instance attempts some
    created_by     text        NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE INDEX webhook_of_workspace ON webhook (workspace_id, id);
CREATE INDEX webhook_due ON webhook (due_at) WHERE due_at IS NOT NULL;

-- Numbered per webhook without a gap, in the transaction of the event. The receiver sees event_id, so that it can recognise what
-- comes twice.
CREATE TABLE webhook_delivery (
    webhook_id   uuid        NOT NULL, -- may be deleted
    sequence     bigint      NOT NULL,
    event_id     uuid        NOT NULL,
    type         text        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    data         jsonb       NOT NULL,
    operation_id text,
    traceparent  text,
    state        text        NOT NULL DEFAULT 'waiting', -- sent, given-up
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    status       integer, -- of the last answer; absent if there was none
    answer       text,
    millis       integer,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (webhook_id, sequence)
);

CREATE INDEX webhook_delivery_next ON webhook_delivery (webhook_id, attempts, sequence) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_age ON webhook_delivery (event_id);

-- Those whose deliveries are not all deleted yet, which would take too long for one statement.
CREATE TABLE deleted_webhook (
    id         uuid        PRIMARY KEY,
    deleted_at timestamptz NOT NULL
);

CREATE INDEX deleted_webhook_age ON deleted_webhook (deleted_at);
