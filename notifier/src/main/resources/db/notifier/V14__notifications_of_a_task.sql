-- By which the notifications of a task are found that was removed for good.
CREATE INDEX notification_of_task ON notification (task_id) WHERE task_id IS NOT NULL;
