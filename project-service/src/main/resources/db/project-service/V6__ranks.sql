-- Ranks, which sort tasks and sections: fractions in base 62, compared by bytes. A zero at their end would mean nothing.
CREATE FUNCTION digit(number bigint, place bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', (number / place % 62)::integer + 1, 1)
$$;

CREATE FUNCTION first_rank(number bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'V' || digit(number, 238328) || digit(number, 3844) || digit(number, 62) || digit(number, 1) || 'V'
$$;

-- In the order in which commands write to them, so that no batch and this wait for each other.
LOCK TABLE section, task;

ALTER TABLE task
    ADD COLUMN rank   text COLLATE "C",
    ADD COLUMN shifts integer NOT NULL DEFAULT 0; -- ranks that it got to make room for another

ALTER TABLE section
    ADD COLUMN rank    text COLLATE "C",
    ADD COLUMN shifts  integer NOT NULL DEFAULT 0,
    ADD COLUMN version bigint NOT NULL DEFAULT 1;

-- What is there keeps its order: tasks newest first, as they were listed, and sections by their positions.
UPDATE task SET rank = first_rank(place.number)
FROM (SELECT id, row_number() OVER (PARTITION BY project_id ORDER BY id DESC) AS number FROM task) place
WHERE place.id = task.id;

UPDATE section SET rank = first_rank(place.number)
FROM (SELECT id, row_number() OVER (PARTITION BY project_id ORDER BY position) AS number FROM section) place
WHERE place.id = section.id;

DROP FUNCTION first_rank(bigint);
DROP FUNCTION digit(bigint, bigint);

-- The defaults of ranks are for instances of the version before this one, which may still be writing, and last. That of
-- positions is for the sections of this version, which those instances read.
CREATE SEQUENCE rank_meanwhile;
CREATE SEQUENCE section_position AS integer START 1000000;

ALTER TABLE task
    ALTER COLUMN rank SET NOT NULL,
    ALTER COLUMN rank SET DEFAULT 'zz' || lpad(nextval('rank_meanwhile')::text, 12, '0') || 'V';

ALTER TABLE section
    ALTER COLUMN rank SET NOT NULL,
    ALTER COLUMN rank SET DEFAULT 'zz' || lpad(nextval('rank_meanwhile')::text, 12, '0') || 'V',
    ALTER COLUMN position SET DEFAULT nextval('section_position');

-- No two items of a project have one rank. The order of a project's tasks, and a page of them; that of one section; sections.
CREATE UNIQUE INDEX task_by_rank ON task (project_id, rank);
CREATE INDEX task_open_by_rank ON task (project_id, rank) WHERE completed_at IS NULL;
CREATE INDEX task_in_section ON task (section_id, rank) WHERE section_id IS NOT NULL;
CREATE UNIQUE INDEX section_by_rank ON section (project_id, rank);

-- Instances of both versions choose positions meanwhile.
DROP INDEX section_by_project;
CREATE INDEX section_by_project ON section (project_id, position);
