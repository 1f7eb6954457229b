-- What a project is and has besides its name. A deleted project keeps its row, so that its id stays taken and what was in
-- it stays unreachable; every read but the commands' own leaves it out.
-- The defaults are for instances of the version before this one, which may still be writing.
ALTER TABLE project
    ADD COLUMN updated_at  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN deleted_at  timestamptz,
    ADD COLUMN setup       text NOT NULL DEFAULT 'none' CHECK (setup IN ('none', 'pending', 'done', 'failed')),
    ADD COLUMN setup_error text;

UPDATE project SET updated_at = created_at;

-- A workspace's projects, newest first, a page at a time: those in use, and those put away. A project stands in one of
-- the two, a deleted one in neither.
DROP INDEX project_by_workspace;
CREATE INDEX project_in_use ON project (workspace_id, id DESC) WHERE deleted_at IS NULL AND archived_at IS NULL;
CREATE INDEX project_archived ON project (workspace_id, id DESC) WHERE deleted_at IS NULL AND archived_at IS NOT NULL;

-- As with projects, no foreign keys: whoever writes below a project holds a lock on its row.
CREATE TABLE section (
    id           uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    project_id   uuid        NOT NULL,
    name         text        NOT NULL,
    position     integer     NOT NULL, -- from 1
    built        boolean     NOT NULL, -- from the project's template
    created_at   timestamptz NOT NULL
);

-- A project's sections in their order, and the place of the next.
CREATE UNIQUE INDEX section_by_project ON section (project_id, position);

CREATE TABLE task (
    id            uuid PRIMARY KEY,
    workspace_id  uuid        NOT NULL,
    project_id    uuid        NOT NULL,
    section_id    uuid,
    title         text        NOT NULL,
    description   text,
    assignee_id   text,
    due_on        date,
    completed_at  timestamptz,
    comment_count integer     NOT NULL,
    version       bigint      NOT NULL,
    built         boolean     NOT NULL, -- from the project's template
    created_by    text        NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

-- A project's tasks, newest first, and its counts. Whoever asks for those that are done gets them from here too: in the
-- end most are.
CREATE INDEX task_by_project ON task (project_id, id DESC);
CREATE INDEX task_open ON task (project_id, id DESC) WHERE completed_at IS NULL;
CREATE INDEX task_by_section ON task (section_id, id DESC) WHERE section_id IS NOT NULL;
CREATE INDEX task_by_assignee ON task (project_id, assignee_id, id DESC) WHERE assignee_id IS NOT NULL;

CREATE TABLE comment (
    id           uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    task_id      uuid        NOT NULL,
    author_id    text        NOT NULL,
    author_name  text, -- as the workspace knew it then
    text         text        NOT NULL,
    mentions     text[]      NOT NULL,
    created_at   timestamptz NOT NULL
);

CREATE INDEX comment_by_task ON comment (task_id, id DESC);

-- The facts that asked for a structure and did not get one, for those who ask what became of them.
CREATE TABLE structure_failure (
    event_id     uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    project_id   uuid        NOT NULL,
    failed_at    timestamptz NOT NULL
);
