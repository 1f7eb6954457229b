-- The events that told of an operation's success, whose effects can be asked for.
ALTER TABLE operation ADD COLUMN events uuid[];

-- The project of a section, the task of a comment, in whose list it is read.
ALTER TABLE operation ADD COLUMN target_parent text;

-- What users are told while they listen, in the order of commits; kept for an hour, for those whose connection broke.
-- Of an operation only its id, since what is told of it is how it stands at the time of telling.
CREATE TABLE stream_event (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    text        NOT NULL,
    name       text        NOT NULL CHECK (name IN ('operation', 'notification')),
    subject    uuid        NOT NULL,
    data       jsonb,
    created_at timestamptz NOT NULL
);

CREATE INDEX stream_event_of_user ON stream_event (user_id, id);
