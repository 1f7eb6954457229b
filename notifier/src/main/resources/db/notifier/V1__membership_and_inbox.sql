-- The members of each workspace, as of a version: each change counts it up by one, and none may be passed over.
CREATE TABLE membership (
    workspace_id uuid PRIMARY KEY,
    version      bigint NOT NULL
);

CREATE TABLE workspace_member (
    workspace_id uuid NOT NULL,
    user_id      text NOT NULL,
    role         text NOT NULL,
    email        text,
    name         text,
    PRIMARY KEY (workspace_id, user_id)
);

-- Ids are UUIDv7 of the moment of writing, so that a user's inbox, newest first, is its index backwards.
CREATE TABLE notification (
    id           uuid PRIMARY KEY,
    user_id      text        NOT NULL,
    workspace_id uuid        NOT NULL,
    project_id   uuid,
    kind         text        NOT NULL,
    text         text        NOT NULL,
    actor_id     text        NOT NULL,
    actor_name   text,
    created_at   timestamptz NOT NULL,
    read_at      timestamptz,
    event_id     uuid        NOT NULL,
    UNIQUE (user_id, event_id)
);

CREATE INDEX notification_of_user ON notification (user_id, id DESC);

-- Few are unread at a time, however long an inbox becomes.
CREATE INDEX notification_unread ON notification (user_id, id DESC) WHERE read_at IS NULL;
