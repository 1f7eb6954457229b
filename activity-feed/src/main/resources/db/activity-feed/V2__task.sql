-- Absent for what is about no task.
ALTER TABLE feed_entry ADD COLUMN task_id uuid;
