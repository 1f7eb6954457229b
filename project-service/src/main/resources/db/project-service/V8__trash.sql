-- Who put a task into the trash, and when. It keeps its rank, so that it comes back to the same place. Whoever reads tasks leaves those
-- in the trash out.
ALTER TABLE task
    ADD COLUMN deleted_at timestamptz,
    ADD COLUMN deleted_by text;

-- The trash of a project, and what has been there for too long: few rows, and no entry for all others.
CREATE INDEX task_in_trash ON task (project_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX task_deleted ON task (deleted_at) WHERE deleted_at IS NOT NULL;
