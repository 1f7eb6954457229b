-- What is past its time is found without looking at the rest.
CREATE INDEX project_deleted ON project (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX structure_failure_age ON structure_failure (failed_at);
