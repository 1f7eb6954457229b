-- One row for each event, under the event's own id, so that writing it again changes nothing.
CREATE TABLE feed_entry (
    event_id     uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    project_id   uuid, -- absent for what happened to the workspace itself
    at           timestamptz NOT NULL,
    verb         text        NOT NULL,
    actor_id     text,
    actor_name   text,
    object_type  text        NOT NULL,
    object_id    text        NOT NULL,
    object_name  text,
    summary      text        NOT NULL
);

-- A workspace's feed, newest first, a page at a time.
CREATE INDEX feed_entry_of_workspace ON feed_entry (workspace_id, at DESC, event_id DESC);

-- A project's, never without its workspace.
CREATE INDEX feed_entry_of_project ON feed_entry (workspace_id, project_id, at DESC, event_id DESC)
    WHERE project_id IS NOT NULL;
