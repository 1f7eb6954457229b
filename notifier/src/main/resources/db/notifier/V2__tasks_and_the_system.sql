-- Absent for what is about no task.
ALTER TABLE notification ADD COLUMN task_id uuid;

-- What the system itself did has no actor.
ALTER TABLE notification ALTER COLUMN actor_id DROP NOT NULL;
