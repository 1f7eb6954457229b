-- How a text mentions somebody whose id does not end by itself.
CREATE FUNCTION bracketed(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '@[' || replace(replace(name, '\', '\\'), ']', '\]') || ']'
$$;

-- The text with something else in place of a name, where that stands by itself and is not part of a longer one, and where it is mentioned
-- in brackets.
CREATE OR REPLACE FUNCTION renamed(sentence text, name text, other text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN strpos(rest, name) = 0 THEN rest ELSE regexp_replace(
        rest,
        '(?<![[:alnum:]_.-])' || regexp_replace(name, '([^[:alnum:][:space:]])', '\\\1', 'g')
            || '(?![[:alnum:]_-]|[.@][[:alnum:]])',
        other, 'g') END
    FROM (SELECT replace(sentence, bracketed(name), '@' || other) AS rest) AS unbracketed
$$;

-- A JSON object with something else in place of a name: where it is the value of a member that holds an id, and, as in renamed(), in the
-- values of members that quote people. renamed_values() is only for instances of the version before this one.
CREATE FUNCTION renamed_members(object jsonb, ids text[], quotes text[], name text, other text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN object IS NULL THEN NULL ELSE coalesce(
        (SELECT jsonb_object_agg(key, CASE
             WHEN key = ANY (ids) AND value = to_jsonb(name) THEN to_jsonb(other)
             WHEN key = ANY (quotes) AND jsonb_typeof(value) = 'string' THEN to_jsonb(renamed(value #>> '{}', name, other))
             ELSE value END)
         FROM jsonb_each(object)),
        '{}') END
$$;
