-- Workspaces that keep their history for less time than the installation does.
CREATE TABLE history_limit (
    workspace_id uuid        PRIMARY KEY,
    kept_days    integer     NOT NULL,
    set_by       text        NOT NULL,
    set_at       timestamptz NOT NULL DEFAULT now(),
    looked_at    timestamptz NOT NULL DEFAULT '-infinity' -- when retention last came to it
);

CREATE INDEX history_limit_by_look ON history_limit (looked_at);
CREATE INDEX history_limit_of_person ON history_limit (set_by);
