-- Ids are UUIDv7, so that keys grow at their right end and newest first is the key backwards.

CREATE TABLE workspace (
    id                 uuid PRIMARY KEY,
    name               text        NOT NULL,
    membership_version bigint      NOT NULL, -- 1 with the first member, +1 with each change of members
    created_at         timestamptz NOT NULL,
    created_by         text        NOT NULL
);

-- The key answers whether someone is a member, and as what: the question of every request.
CREATE TABLE member (
    workspace_id uuid        NOT NULL REFERENCES workspace,
    user_id      text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    email        text,
    name         text,
    added_at     timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, user_id)
);

-- Whoever signs in asks for the workspaces they are in, newest first.
CREATE INDEX member_by_user ON member (user_id, workspace_id DESC);

-- No foreign keys here: a project is written under a lock on its creator's membership, which has one, and its first
-- member in the same statement; checking both again would lock two more rows for each project.
CREATE TABLE project (
    id           uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    name         text        NOT NULL,
    description  text,
    template     text,
    lead_id      text        NOT NULL,
    version      bigint      NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL
);

-- A workspace's projects, newest first, a page at a time.
CREATE INDEX project_by_workspace ON project (workspace_id, id DESC);

CREATE TABLE project_member (
    project_id uuid NOT NULL,
    user_id    text NOT NULL,
    role       text NOT NULL CHECK (role IN ('lead')),
    PRIMARY KEY (project_id, user_id)
);
