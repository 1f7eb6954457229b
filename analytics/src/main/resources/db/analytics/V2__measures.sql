-- How much happened in a workspace in each quarter of an hour. The days of every time zone begin with one.
CREATE TABLE measure (
    workspace_id uuid        NOT NULL,
    slot         timestamptz NOT NULL,
    facts        integer     NOT NULL,
    created      integer     NOT NULL, -- tasks
    completed    integer     NOT NULL,
    reopened     integer     NOT NULL,
    actors       bit varying,          -- who acted, by number; absent once some of these facts are past their retention
    PRIMARY KEY (workspace_id, slot)
);

CREATE INDEX measure_of_slot ON measure (slot); -- for retention; a number in an index would cost an entry for each change

-- What facts that are past their retention counted for.
CREATE TABLE past (
    project_id   uuid    NOT NULL, -- all zeros for what happened to the workspace itself
    workspace_id uuid    NOT NULL,
    facts        integer NOT NULL,
    created      integer NOT NULL,
    completed    integer NOT NULL,
    reopened     integer NOT NULL,
    PRIMARY KEY (project_id, workspace_id)
);

CREATE INDEX past_of_workspace ON past (workspace_id);

-- From creation to completion, and from the start, if there was one, to completion. Clocks of two machines may differ.
CREATE FUNCTION lead_seconds(created_at timestamptz, completed_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN completed_at IS NOT NULL THEN extract(epoch FROM greatest(completed_at, created_at) - created_at)::bigint END
$$;

CREATE FUNCTION cycle_seconds(started_at timestamptz, completed_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN started_at <= completed_at THEN extract(epoch FROM completed_at - started_at)::bigint END
$$;

-- The life of a task as far as flow is concerned. The values of each row do not depend on the order in which its facts come.
CREATE TABLE task (
    task_id      uuid        PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    project_id   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    started_at   timestamptz, -- first assigned, or moved to another section
    completed_at timestamptz, -- the last time, if it is completed now
    completed_no bigint      NOT NULL, -- version of the task at which that became so; 0 before the first time
    reopened     boolean     NOT NULL, -- ever
    due_on       date,
    due_at       timestamptz, -- when that became so
    due_no       bigint      NOT NULL,
    lead_s       bigint GENERATED ALWAYS AS (lead_seconds(created_at, completed_at)) STORED,
    cycle_s      bigint GENERATED ALWAYS AS (cycle_seconds(started_at, completed_at)) STORED
);

-- Tasks by when they were completed, last the open ones.
CREATE INDEX task_of_workspace ON task (workspace_id, completed_at) INCLUDE (lead_s, cycle_s);
CREATE INDEX task_of_project ON task (project_id, completed_at) INCLUDE (lead_s, cycle_s);

-- Those whose state at some past moment is not what it is now. Few.
CREATE INDEX task_reopened ON task (workspace_id) WHERE reopened;

-- Projects that were deleted: their open tasks are nobody's any more.
CREATE TABLE deleted_project (
    project_id   uuid        PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    deleted_at   timestamptz NOT NULL
);

CREATE INDEX deleted_project_of_workspace ON deleted_project (workspace_id);

-- What a fact counts for. Live counting, rebuilds, retention and reports of projects all use this view.
CREATE VIEW counted AS
SELECT event_id, archived_at, workspace_id, no, project_id, type, at, actor_no,
       date_bin('15 minutes', at, TIMESTAMPTZ '2000-01-01 00:00:00Z') AS slot,
       CASE type WHEN 'task.created' THEN 1 WHEN 'project.structured' THEN coalesce((data ->> 'tasks')::integer, 0) ELSE 0 END
           AS created,
       (type = 'task.completed')::integer AS completed,
       (type = 'task.reopened')::integer AS reopened
FROM fact;

-- Sets of actors as bits, as long as the highest number needs.
CREATE FUNCTION with_actor(actors bit varying, number integer) RETURNS bit varying LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN number IS NULL THEN actors
                ELSE set_bit(actors || repeat('0', number + 1 - length(actors))::bit varying, number, 1) END
$$;

CREATE AGGREGATE actor_set(integer) (SFUNC = with_actor, STYPE = bit varying, INITCOND = '');

CREATE FUNCTION united(one bit varying, other bit varying) RETURNS bit varying LANGUAGE sql IMMUTABLE AS $$
    SELECT (one || repeat('0', length(other) - length(one))::bit varying)
         | (other || repeat('0', length(one) - length(other))::bit varying)
$$;

-- The time inside a UUIDv7; absent in other ids.
CREATE FUNCTION made_at(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN substr(id::text, 15, 1) = '7'
        THEN to_timestamp(('x' || substr(translate(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) END
$$;

-- What a fact says about the life of its task.
CREATE VIEW task_step AS
SELECT event_id, archived_at, workspace_id, no, project_id, task_id, sequence, at,
       coalesce(made_at(task_id), at) AS created_at,
       CASE WHEN type IN ('task.assigned', 'task.moved') OR type = 'task.created' AND people ? 'assigneeId' THEN at END AS started_at,
       CASE WHEN type IN ('task.completed', 'task.reopened') THEN sequence ELSE 0 END AS completed_no,
       CASE WHEN type = 'task.completed' THEN at END AS completed_at,
       type = 'task.reopened' AS reopened,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN sequence ELSE 0 END AS due_no,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN at END AS due_at,
       CASE WHEN type IN ('task.created', 'task.rescheduled') THEN (data ->> 'dueOn')::date END AS due_on
FROM fact
WHERE type IN ('task.created', 'task.assigned', 'task.moved', 'task.completed', 'task.reopened', 'task.rescheduled');
