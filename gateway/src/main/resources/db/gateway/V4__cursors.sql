-- Streams are read from operations themselves and from the notifier's inboxes, from a position on that the client keeps.
DROP TABLE stream_event;

-- When an operation was changed last, by this server's clock; absent until something came of it. A change is visible when its
-- transaction commits, seconds later at most.
ALTER TABLE operation ADD COLUMN changed_at timestamptz;

-- A user's changes since a time. Without it a reader would pass over those of all users; with it, an end writes two index entries.
CREATE INDEX operation_changed ON operation (user_id, changed_at, id) WHERE changed_at IS NOT NULL;

-- The instances where somebody waits or listens, and until when that is known. A hint is told in the database only while another
-- instance stands here. After a crash of the server it is empty, and whoever listens enters again.
CREATE UNLOGGED TABLE hint_listener (
    instance text        PRIMARY KEY,
    until    timestamptz NOT NULL
);
