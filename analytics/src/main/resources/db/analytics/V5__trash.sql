-- Open tasks that were deleted, less those that were restored.
-- The defaults are for instances of the version before this one, which may still be writing, and know no deletion.
ALTER TABLE measure ADD COLUMN dropped integer NOT NULL DEFAULT 0;
ALTER TABLE past ADD COLUMN dropped integer NOT NULL DEFAULT 0;

ALTER TABLE task
    ADD COLUMN deleted_at timestamptz, -- the last time, if it is deleted now
    ADD COLUMN deleted_no bigint  NOT NULL DEFAULT 0, -- version of the task at which that became so; 0 before the first time
    ADD COLUMN restored   boolean NOT NULL DEFAULT false; -- ever

-- What the deletion of a project does not take away once more.
CREATE INDEX fact_dropped ON fact (project_id) WHERE type IN ('task.deleted', 'task.restored');

CREATE OR REPLACE VIEW counted AS
SELECT event_id, archived_at, workspace_id, no, project_id, type, at, actor_no,
       date_bin('15 minutes', at, TIMESTAMPTZ '2000-01-01 00:00:00Z') AS slot,
       CASE type WHEN 'task.created' THEN 1 WHEN 'project.structured' THEN coalesce((data ->> 'tasks')::integer, 0) ELSE 0 END
           AS created,
       (type = 'task.completed')::integer AS completed,
       (type = 'task.reopened')::integer AS reopened,
       CASE WHEN type NOT IN ('task.deleted', 'task.restored') OR (data ->> 'completed')::boolean THEN 0
            WHEN type = 'task.deleted' THEN 1 ELSE -1 END AS dropped
FROM fact;

CREATE OR REPLACE VIEW task_step AS
SELECT event_id, archived_at, workspace_id, no, project_id, task_id, sequence, at,
       coalesce(made_at(task_id), at) AS created_at,
       CASE WHEN type IN ('task.assigned', 'task.moved') OR type = 'task.created' AND people ? 'assigneeId' THEN at END AS started_at,
       CASE WHEN type IN ('task.completed', 'task.reopened') THEN sequence ELSE 0 END AS completed_no,
       CASE WHEN type = 'task.completed' THEN at END AS completed_at,
       type = 'task.reopened' AS reopened,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN sequence ELSE 0 END AS due_no,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN at END AS due_at,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN (data ->> 'dueOn')::date END AS due_on,
       CASE WHEN type IN ('task.deleted', 'task.restored') THEN sequence ELSE 0 END AS deleted_no,
       CASE WHEN type = 'task.deleted' THEN at END AS deleted_at,
       type = 'task.restored' AS restored
FROM fact
WHERE type IN ('task.created', 'task.assigned', 'task.moved', 'task.completed', 'task.reopened', 'task.rescheduled', 'task.deleted',
               'task.restored');
