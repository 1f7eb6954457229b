-- What a change made of a task, under the task's version after it: the members that differ, each with its value before and after. Those of
-- a description are not kept. Sections have the names that they had then. No foreign keys, as with everything below a project.
CREATE TABLE task_history (
    task_id        uuid        NOT NULL,
    version        bigint      NOT NULL,
    at             timestamptz NOT NULL,
    actor_id       text        NOT NULL,
    actor_name     text, -- as the workspace knew it then
    changes        jsonb       NOT NULL,
    former_section text,
    section        text,
    PRIMARY KEY (task_id, version)
);

-- What is past its time is found without looking at the rest.
CREATE INDEX task_history_age ON task_history (at);

-- What an erasure looks for.
CREATE INDEX task_history_of_actor ON task_history (actor_id);
CREATE INDEX task_history_of_former_assignee ON task_history ((changes #>> '{assigneeId,from}'))
    WHERE changes #>> '{assigneeId,from}' IS NOT NULL;
CREATE INDEX task_history_of_assignee ON task_history ((changes #>> '{assigneeId,to}'))
    WHERE changes #>> '{assigneeId,to}' IS NOT NULL;
