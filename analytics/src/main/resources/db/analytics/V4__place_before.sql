-- The place of the fact before one of a task that is not the first; 0 if that was never told, null if it is not archived. Looks into the newest partitions first,
-- because there it nearly always is. A task that a template built has no first fact; its id has the time of the project's creation.
CREATE FUNCTION place_before(task uuid, version bigint, project uuid) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    place bigint;
BEGIN
    SELECT min(f.no) INTO place FROM public.fact f
    WHERE f.task_id = task AND f.sequence = version - 1 AND f.type LIKE 'task.%' AND f.archived_at > now() - interval '40 days';
    IF place IS NULL THEN
        SELECT min(f.no) INTO place FROM public.fact f
        WHERE f.task_id = task AND f.sequence = version - 1 AND f.type LIKE 'task.%';
    END IF;
    IF place IS NULL AND version = 2 AND EXISTS (
        SELECT FROM public.fact f WHERE f.project_id = project AND f.type = 'project.created'
          AND f.at > public.made_at(task) - interval '2 milliseconds'
          AND f.at < public.made_at(task) + interval '2 milliseconds'
    ) THEN
        place := 0;
    END IF;
    RETURN place;
END
$$;
