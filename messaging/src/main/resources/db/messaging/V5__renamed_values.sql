-- What renamed() does to a sentence, done to the texts that are values of a JSON object; the names of its members stay.
CREATE FUNCTION renamed_values(object jsonb, name text, other text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN object IS NULL THEN NULL ELSE coalesce(
        (SELECT jsonb_object_agg(
             key, CASE WHEN jsonb_typeof(value) = 'string' THEN to_jsonb(renamed(value #>> '{}', name, other)) ELSE value END)
         FROM jsonb_each(object)),
        '{}') END
$$;
