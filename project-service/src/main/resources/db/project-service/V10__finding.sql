-- Tasks of all projects, in each order in which they can be asked for. Who has no due day is due after all others.
CREATE INDEX task_of_workspace ON task (workspace_id, id DESC);
CREATE INDEX task_by_update ON task (workspace_id, updated_at DESC, id DESC);
CREATE INDEX task_by_due ON task (workspace_id, (coalesce(due_on, DATE '10000-01-01')), id);
CREATE INDEX task_open_by_due ON task (workspace_id, (coalesce(due_on, DATE '10000-01-01')), id) WHERE completed_at IS NULL;
CREATE INDEX task_of_assignee ON task (workspace_id, assignee_id, id DESC);
