-- The words of a text as a search compares them: letters and digits only, without case and marks that are no
-- letters (accents, voicing of kana, signs that join), at most 100 characters of each.
-- The collation knows the letters of all scripts, whatever the locale of the database.
CREATE FUNCTION search_words(texts text) RETURNS text[] LANGUAGE sql IMMUTABLE
RETURN (
    SELECT array_agg(DISTINCT left(word, 100))
    FROM regexp_split_to_table(
        translate(
            lower(upper(regexp_replace(normalize(texts, NFKD), '[\u0300-\u036f\u0e47-\u0e4e\u3099\u309a\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a]', '', 'g') COLLATE pg_c_utf8)),
            'łøđħŧı', 'lodhti'),
        '[^[:alnum:]]+') AS word
    WHERE word <> '');

-- By which words a member is found. Each begins with the workspace, so that a search never reads those of another.
CREATE FUNCTION member_words(workspace uuid, member text, name text) RETURNS tsvector LANGUAGE sql IMMUTABLE
RETURN (
    SELECT array_to_tsvector(array_agg(workspace::text || word))
    FROM unnest(search_words(member || ' ' || coalesce(name, ''))) AS word);

-- Finds the members of a workspace for whom each of the words begins one of theirs; null, and so nobody, if there is no word.
CREATE FUNCTION members_with(workspace uuid, words text) RETURNS tsquery LANGUAGE sql IMMUTABLE
RETURN (
    SELECT string_agg('''' || workspace || word || ''':*', ' & ')::tsquery FROM unnest(search_words(words)) AS word);

-- Of an expression rather than a column, so that the table is not rewritten while everybody asks it for permissions. Without a list of
-- pending entries, which each search would read.
CREATE INDEX member_by_word ON member USING gin (member_words(workspace_id, user_id, name)) WITH (fastupdate = off);
