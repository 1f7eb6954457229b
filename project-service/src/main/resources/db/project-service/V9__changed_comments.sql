-- The default is for comments that instances of the version before this one add meanwhile.
ALTER TABLE comment
    ADD COLUMN version   bigint NOT NULL DEFAULT 1, -- 1 when new, +1 with each edit
    ADD COLUMN edited_at timestamptz;

-- How many comments are gone, so that no two states of a task have one ETag.
ALTER TABLE task ADD COLUMN deleted_comments integer NOT NULL DEFAULT 0;
