-- Absent for what is about no comment, and in what was written before this column.
ALTER TABLE notification ADD COLUMN comment_id uuid;

-- Comments that were edited or deleted, as long as an earlier event of one may still come: its notifications get the last text, or are
-- removed.
CREATE TABLE changed_comment (
    comment_id uuid PRIMARY KEY,
    task_id    uuid        NOT NULL,
    version    bigint      NOT NULL,
    title      text        NOT NULL, -- of the task
    excerpt    text,                 -- absent once the comment is deleted
    author_id  text        NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE INDEX changed_comment_age ON changed_comment (changed_at);
CREATE INDEX changed_comment_of_task ON changed_comment (task_id);
