-- The letters of a text as a search compares them: without case and marks that are no letters, as with members. Bounded after the
-- normalisation, which makes up to 18 characters of one; no script needs more than three. The collation knows the letters of all
-- scripts, whatever the locale of the database. Most texts are of ASCII, and have nothing to be taken off.
CREATE FUNCTION search_plain(texts text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN octet_length(texts) = length(texts) THEN left(lower(texts COLLATE pg_c_utf8), 12000) ELSE translate(
    lower(upper(regexp_replace(left(normalize(texts, NFKD), 12000), '[\u0300-\u036f\u0e47-\u0e4e\u3099\u309a\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a]', '', 'g') COLLATE pg_c_utf8)),
    'łøđħŧı', 'lodhti') END;

-- With accents, for stemmers.
CREATE FUNCTION search_exact(texts text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(left(normalize(texts, NFKC), 4000) COLLATE pg_c_utf8);

-- Eight consonants that stand for the workspace. Each of its words begins with them, so that a search never reads the words of another
-- (two workspaces may have the same, and the searches compare the id as well). Consonants, because stems are made by the vowels of a
-- word.
CREATE FUNCTION search_mark(workspace uuid) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(right(workspace::text, 8), '0123456789abcdef', 'bcdfghjklmnpqrst');

-- The words of two texts: as they are without case and accents, and their stems in four languages. Nothing but letters and digits is
-- left for the parser, so that it finds neither addresses nor signs. Of a word the first hundred characters count, as in a query.
CREATE FUNCTION search_vector(workspace uuid, title text, body text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    mark   text := search_mark(workspace);
    vector tsvector := '';
    part   text;
    plain  text;
    exact  text;
BEGIN
    FOR i IN 1..2 LOOP
        part := CASE i WHEN 1 THEN title ELSE body END;
        CONTINUE WHEN part IS NULL;
        plain := search_plain(part);
        exact := search_exact(part);
        IF length(part) > 100 AND part ~ '[^[:space:]]{101}' THEN
            plain := regexp_replace(plain COLLATE pg_c_utf8, '([[:alnum:]]{100})[[:alnum:]]+', '\1', 'g');
            exact := regexp_replace(exact COLLATE pg_c_utf8, '([[:alnum:]]{100})[[:alnum:]]+', '\1', 'g');
        END IF;
        plain := mark || regexp_replace(plain COLLATE pg_c_utf8, '[^[:alnum:]]+', ' ' || mark, 'g');
        exact := mark || regexp_replace(exact COLLATE pg_c_utf8, '[^[:alnum:]]+', ' ' || mark, 'g');
        vector := vector || setweight(
            to_tsvector('simple', plain) || to_tsvector('english', exact) || to_tsvector('german', exact)
                || to_tsvector('french', exact) || to_tsvector('spanish', exact),
            (CASE i WHEN 1 THEN 'A' ELSE 'C' END)::"char");
    END LOOP;
    RETURN vector;
END $$;

-- Finds the texts of a workspace that have the words: each of them, or else at least one. The last may be the beginning of a word.
-- Of more than ten words the first ten count. Null, which finds nothing, if there is no word.
CREATE FUNCTION search_query(workspace uuid, texts text, each_word boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    mark  text := search_mark(workspace);
    plain text[] := array_remove(regexp_split_to_array(search_plain(texts) COLLATE pg_c_utf8, '[^[:alnum:]]+'), '');
    exact text[] := array_remove(regexp_split_to_array(search_exact(texts) COLLATE pg_c_utf8, '[^[:alnum:]]+'), '');
    word  tsquery;
    whole tsquery;
BEGIN
    FOR i IN 1..least(cardinality(plain), 10) LOOP
        -- A single letter is no beginning: it would be that of too many words.
        word := ('''' || mark || left(plain[i], 100) || ''''
            || CASE WHEN i = cardinality(plain) AND octet_length(plain[i]) > 1 THEN ':*' ELSE '' END)::tsquery;
        -- Where accents part words, as in some scripts, there are no stems.
        IF cardinality(exact) = cardinality(plain) THEN
            word := word || plainto_tsquery('english', mark || left(exact[i], 100))
                || plainto_tsquery('german', mark || left(exact[i], 100))
                || plainto_tsquery('french', mark || left(exact[i], 100))
                || plainto_tsquery('spanish', mark || left(exact[i], 100));
        END IF;
        whole := CASE WHEN whole IS NULL THEN word WHEN each_word THEN whole && word ELSE whole || word END;
    END LOOP;
    RETURN whole;
END $$;

-- A text in pieces, words and what stands between them, and which of the words a query has; neither for no text.
CREATE FUNCTION search_pieces(workspace uuid, texts text, marked tsquery, OUT pieces text[], OUT found boolean[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(coalesce(word, gap) ORDER BY place),
           array_agg(
               CASE WHEN word IS NULL THEN false ELSE array_to_tsvector(
                   ARRAY[mark || search_plain(left(word, 100))]
                   || ts_lexize('english_stem', exact) || ts_lexize('german_stem', exact)
                   || ts_lexize('french_stem', exact) || ts_lexize('spanish_stem', exact)) @@ marked END
               ORDER BY place)
    FROM (
        SELECT place, parts[1] AS word, parts[2] AS gap, mark, mark || search_exact(left(parts[1], 100)) AS exact
        FROM search_mark(workspace) AS mark,
             regexp_matches(
                 texts COLLATE pg_c_utf8,
                 '([[:alnum:]\u0300-\u036f\u0e47-\u0e4e\u3099\u309a\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a]+)|([^[:alnum:]\u0300-\u036f\u0e47-\u0e4e\u3099\u309a\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a]+)',
                 'g') WITH ORDINALITY AS split (parts, place)
    ) piece
$$;

-- The words of tasks and comments, apart from them: most changes of a task leave its words as they are, and nothing else reads them. Long
-- lists of words are stored out of line, so that a page has many rows, because a search for a frequent word reads the row of each match.
-- Without statistics of the words, which would help no search, whose words are not known when it is planned.
CREATE TABLE task_words (
    task_id      uuid PRIMARY KEY,
    workspace_id uuid     NOT NULL,
    words        tsvector NOT NULL
) WITH (toast_tuple_target = 128);
ALTER TABLE task_words ALTER COLUMN words SET STATISTICS 0;

CREATE TABLE comment_words (
    comment_id   uuid PRIMARY KEY,
    workspace_id uuid     NOT NULL,
    words        tsvector NOT NULL
) WITH (toast_tuple_target = 128);
ALTER TABLE comment_words ALTER COLUMN words SET STATISTICS 0;

-- Those of a project are in its row: few changes of a project change anything that has an index, and a creation writes no row more.
ALTER TABLE project ADD COLUMN words tsvector;
ALTER TABLE project ALTER COLUMN words SET STATISTICS 0;

-- As nothing has words yet, no index takes time here. Those of tasks and comments have no list of pending entries, which each search
-- would read, once for each workspace; that of projects has the shortest, so that a creation writes less.
CREATE INDEX task_by_word ON task_words USING gin (words) WITH (fastupdate = off);
CREATE INDEX comment_by_word ON comment_words USING gin (words) WITH (fastupdate = off);
CREATE INDEX project_by_word ON project USING gin (words) WITH (gin_pending_list_limit = 64) WHERE words IS NOT NULL;

-- Whoever writes a text writes its words: commands, structures, erasures, retention, and instances of the version before this one. What
-- leaves the text as it was does not.
CREATE FUNCTION enter_project_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := search_vector(NEW.workspace_id, NEW.name, NEW.description);
    RETURN NEW;
END $$;

CREATE TRIGGER project_named BEFORE INSERT ON project FOR EACH ROW EXECUTE FUNCTION enter_project_words();
CREATE TRIGGER project_renamed BEFORE UPDATE OF name, description ON project FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.description IS DISTINCT FROM NEW.description)
    EXECUTE FUNCTION enter_project_words();

CREATE FUNCTION enter_task_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO task_words (task_id, workspace_id, words)
    VALUES (NEW.id, NEW.workspace_id, search_vector(NEW.workspace_id, NEW.title, NEW.description))
    ON CONFLICT (task_id) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END $$;

CREATE FUNCTION remove_task_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM task_words WHERE task_id = OLD.id;
    RETURN NULL;
END $$;

CREATE TRIGGER task_written AFTER INSERT ON task FOR EACH ROW EXECUTE FUNCTION enter_task_words();
CREATE TRIGGER task_rewritten AFTER UPDATE OF title, description ON task FOR EACH ROW
    WHEN (OLD.title IS DISTINCT FROM NEW.title OR OLD.description IS DISTINCT FROM NEW.description)
    EXECUTE FUNCTION enter_task_words();
CREATE TRIGGER task_removed AFTER DELETE ON task FOR EACH ROW EXECUTE FUNCTION remove_task_words();

CREATE FUNCTION enter_comment_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO comment_words (comment_id, workspace_id, words)
    VALUES (NEW.id, NEW.workspace_id, search_vector(NEW.workspace_id, NULL, NEW.text))
    ON CONFLICT (comment_id) DO UPDATE SET words = excluded.words;
    RETURN NULL;
END $$;

CREATE FUNCTION remove_comment_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM comment_words WHERE comment_id = OLD.id;
    RETURN NULL;
END $$;

CREATE TRIGGER comment_written AFTER INSERT ON comment FOR EACH ROW EXECUTE FUNCTION enter_comment_words();
CREATE TRIGGER comment_rewritten AFTER UPDATE OF text ON comment FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION enter_comment_words();
CREATE TRIGGER comment_removed AFTER DELETE ON comment FOR EACH ROW EXECUTE FUNCTION remove_comment_words();

-- What is older than this has no words yet: of each kind, what is below the id. The service enters them while it runs, newest first.
CREATE TABLE word_backlog (
    kind  text PRIMARY KEY,
    below uuid NOT NULL
);
INSERT INTO word_backlog
SELECT kind, 'ffffffff-ffff-ffff-ffff-ffffffffffff'
FROM (VALUES ('project', EXISTS (SELECT FROM project)), ('task', EXISTS (SELECT FROM task)), ('comment', EXISTS (SELECT FROM comment)))
    AS kinds (kind, there)
WHERE there;
