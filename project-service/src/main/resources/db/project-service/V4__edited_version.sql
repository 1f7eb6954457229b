-- The version of a project that its last edit made. Behind it the version counts how far the set-up is, and nobody who is about
-- to edit the project minds that.
-- The default is for instances of the version before this one, which may still be writing.
ALTER TABLE project ADD COLUMN edited_version bigint NOT NULL DEFAULT 1;

UPDATE project SET edited_version = version;
