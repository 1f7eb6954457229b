-- What happened: one row for each fact, kept for years. A fact is written once; only an erasure changes one. Monthly partitions by
-- the time of archiving, which the service makes and drops, so that what is oldest in each workspace is in the oldest partition.
CREATE TABLE fact (
    event_id       uuid        NOT NULL,
    archived_at    timestamptz NOT NULL,
    workspace_id   uuid        NOT NULL,
    no             bigint      NOT NULL, -- place in the workspace's chain, from 1
    at             timestamptz NOT NULL, -- when it happened
    type           text        NOT NULL, -- the topic: task.completed
    sequence       bigint      NOT NULL, -- version of the aggregate
    project_id     uuid,
    task_id        uuid,
    actor_id       text,
    actor_no       integer,              -- of the table actor
    correlation_id text        NOT NULL,
    operation_id   text,
    people         jsonb       NOT NULL, -- ids of other people, by their part in it
    data           jsonb       NOT NULL, -- what else is worth keeping; it names nobody by id
    salt           uuid,                 -- absent once a person in it was erased
    people_hash    bytea       NOT NULL, -- of salt, actor and people, so that an erasure need not change the chain
    hash           bytea       NOT NULL, -- of the one before and of everything else but archived_at
    PRIMARY KEY (event_id, archived_at)
) PARTITION BY RANGE (archived_at);

CREATE TABLE fact_default PARTITION OF fact DEFAULT;

-- A workspace's chain, and an export in its order.
CREATE INDEX fact_of_chain ON fact (workspace_id, no);

-- A workspace's history, newest first: everything, one kind, or what one person did.
CREATE INDEX fact_of_workspace ON fact (workspace_id, at, event_id);
CREATE INDEX fact_of_kind ON fact (workspace_id, type, at, event_id);
CREATE INDEX fact_of_actor ON fact (actor_id, workspace_id, at, event_id) WHERE actor_id IS NOT NULL;

CREATE INDEX fact_of_project ON fact (project_id, at, event_id) WHERE project_id IS NOT NULL;
CREATE INDEX fact_counted ON fact (project_id, type)
    WHERE type IN ('task.created', 'task.completed', 'task.reopened', 'project.structured');
CREATE INDEX fact_of_task ON fact (task_id, sequence) WHERE task_id IS NOT NULL;

-- The facts in which a person has a part that is not the actor's, for erasures.
CREATE INDEX fact_of_others ON fact USING gin (people jsonb_path_ops) WHERE people <> '{}';

-- What is past its retention, found without reading the rest of a partition.
CREATE INDEX fact_by_age ON fact USING brin (archived_at);

-- Where the chains of workspaces begin whose oldest facts are past their retention: the last one that was removed.
CREATE TABLE chain_start (
    workspace_id uuid   PRIMARY KEY,
    no           bigint NOT NULL,
    hash         bytea  NOT NULL
);

-- Who has ever acted in a workspace, numbered from 0. An erasure puts the pseudonym in place of the id, and who has no fact left loses
-- theirs; the number stays, and nobody else ever gets it.
CREATE TABLE actor (
    workspace_id uuid    NOT NULL,
    number       integer NOT NULL,
    id           text,
    PRIMARY KEY (workspace_id, number)
);

CREATE INDEX actor_of_id ON actor (id, workspace_id);

-- The text whose hash stands for the people of a fact.
CREATE FUNCTION people_hash(salt uuid, actor text, people jsonb) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(salt::text || E'\n' || coalesce(actor, '') || E'\n' || people::text, 'UTF8'))
$$;

-- What a link of the chain adds to the one before: a JSON array of its values, the time in microseconds.
CREATE FUNCTION fact_content(
    workspace_id uuid, no bigint, event_id uuid, at timestamptz, type text, sequence bigint, project_id uuid, task_id uuid,
    correlation_id text, operation_id text, people_hash bytea, data jsonb
) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(workspace_id, no, event_id, (extract(epoch FROM at) * 1000000)::bigint, type, sequence, project_id,
                             task_id, correlation_id, operation_id, encode(people_hash, 'hex'), data)::text
$$;

CREATE FUNCTION linked(before bytea, content text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(coalesce(encode(before, 'hex'), '') || E'\n' || content, 'UTF8'))
$$;

-- In PL/pgSQL, and without calling linked(): to start a function in SQL for each link took longer than its hash.
CREATE FUNCTION next_link(state bytea, before bytea, content text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN sha256(convert_to(coalesce(encode(coalesce(state, before), 'hex'), '') || E'\n' || content, 'UTF8'));
END
$$;

-- The hash of a chain that goes on from a link: its rows one after the other, in the order of the window.
CREATE AGGREGATE chain_hash(bytea, text) (SFUNC = next_link, STYPE = bytea);

-- The last link of a workspace's chain. Looks into the newest partitions first, because there it nearly always is.
CREATE FUNCTION chain_head(workspace uuid, OUT no bigint, OUT hash bytea) LANGUAGE plpgsql STABLE AS $$
BEGIN
    SELECT f.no, f.hash INTO no, hash FROM public.fact f
    WHERE f.workspace_id = workspace AND f.archived_at > now() - interval '40 days' ORDER BY f.no DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT f.no, f.hash INTO no, hash FROM public.fact f WHERE f.workspace_id = workspace ORDER BY f.no DESC LIMIT 1;
    END IF;
    IF NOT FOUND THEN
        SELECT s.no, s.hash INTO no, hash FROM public.chain_start s WHERE s.workspace_id = workspace;
    END IF;
    no := coalesce(no, 0);
END
$$;

-- Makes the partitions of this month and the next two, and drops those that are empty and over. Rows of these
-- months that arrived before their partition wait in the default one and move.
CREATE FUNCTION keep_fact_partitions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this_month timestamptz := date_trunc('month', now(), 'UTC');
    month timestamptz;
    next_month timestamptz;
    partition text;
    used boolean;
BEGIN
    PERFORM set_config('lock_timeout', '1s', true);
    PERFORM pg_advisory_xact_lock(1717658479);
    FOR i IN 0..2 LOOP
        month := (this_month AT TIME ZONE 'UTC' + make_interval(months => i)) AT TIME ZONE 'UTC';
        next_month := (this_month AT TIME ZONE 'UTC' + make_interval(months => i + 1)) AT TIME ZONE 'UTC';
        partition := 'fact_' || to_char(month AT TIME ZONE 'UTC', 'YYYYMM');
        IF to_regclass(partition) IS NULL THEN
            LOCK TABLE fact_default IN SHARE ROW EXCLUSIVE MODE;
            EXECUTE format('CREATE TABLE %I (LIKE fact INCLUDING ALL)', partition);
            EXECUTE format(
                'WITH moved AS (DELETE FROM fact_default WHERE archived_at >= %L AND archived_at < %L RETURNING *)
                 INSERT INTO %I SELECT * FROM moved',
                month, next_month, partition);
            EXECUTE format(
                'ALTER TABLE fact ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                partition, month, next_month);
        END IF;
    END LOOP;
    FOR partition IN
        SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'fact'::regclass
        AND inhrelid::regclass::text ~ '^fact_[0-9]{6}$'
        AND inhrelid::regclass::text < 'fact_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', partition) INTO used;
        IF NOT used THEN
            BEGIN
                EXECUTE format('DROP TABLE %I', partition);
            EXCEPTION WHEN lock_not_available THEN
                NULL; -- it goes another time
            END;
        END IF;
    END LOOP;
END
$$;

-- The people of a fact, with somebody else in place of one of them.
CREATE FUNCTION people_without(people jsonb, id text, other text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(part, CASE
        WHEN who = to_jsonb(id) THEN to_jsonb(other)
        WHEN jsonb_typeof(who) = 'array' THEN (
            SELECT jsonb_agg(CASE WHEN one = to_jsonb(id) THEN to_jsonb(other) ELSE one END ORDER BY place)
            FROM jsonb_array_elements(who) WITH ORDINALITY AS many (one, place))
        ELSE who END), '{}')
    FROM jsonb_each(people) AS given (part, who)
$$;
