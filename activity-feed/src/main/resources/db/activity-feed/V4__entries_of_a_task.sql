-- By which the entries of a task are found that was removed for good.
CREATE INDEX feed_entry_of_task ON feed_entry (task_id) WHERE task_id IS NOT NULL;
