-- What was accepted, and what became of it. Read by id only; rows expire 30 days after their UUIDv7 was made.
CREATE TABLE operation (
    id             uuid        PRIMARY KEY,
    user_id        text        NOT NULL,
    workspace_id   uuid        NOT NULL,
    kind           text        NOT NULL,
    status         text        NOT NULL,
    target_type    text        NOT NULL,
    target_id      text        NOT NULL,
    correlation_id text        NOT NULL,
    error          jsonb,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);

-- The first answer to each key: the operation says what it was.
CREATE TABLE idempotency_key (
    scope        bytea       PRIMARY KEY, -- SHA-256 of user, method, route and key
    body_hash    bytea       NOT NULL,    -- SHA-256 of the body, its members sorted
    operation_id uuid        NOT NULL,
    created_at   timestamptz NOT NULL
);

CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
