-- The event of the last change: whether the inbox has it, says whether it took effect. Absent for changes before this column.
ALTER TABLE membership ADD COLUMN event_id uuid;

-- Changes that came before one that they follow. They are made, in their order, when it is there.
CREATE TABLE early_change (
    workspace_id uuid        NOT NULL,
    version      bigint      NOT NULL,
    event_id     uuid        NOT NULL,
    user_id      text        NOT NULL,
    role         text, -- absent for a user who left, and so is what follows
    email        text,
    name         text,
    since        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace_id, version)
);

CREATE INDEX early_change_by_age ON early_change (since);
