package dev.tandem.feed.entry;

import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Redaction;
import java.util.List;

/**
 * Declares what an erasure changes in feed entries: the pseudonym replaces the person, and the excerpts of their comments
 * are removed. A rebuild gives the same rows.
 */
public final class ErasedPeople {

    public static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .changed(
                    "feed_entry",
                    "summary = split_part(summary, ': ', 1) || ': " + Redaction.WORDS
                            + "', arguments = jsonb_set(arguments, '{excerpt}', '\"" + Redaction.WORDS + "\"')",
                    "actor_id = $1 AND verb IN ('comment.added', 'comment.edited') AND right(summary, "
                            + Redaction.WORDS.length() + ") <> '" + Redaction.WORDS + "'")
            .changed(
                    "feed_entry",
                    "summary = renamed(renamed(summary, coalesce(actor_name, $1), $2), $1, $2),"
                            + " actor_name = NULL, actor_id = $2",
                    "actor_id = $1")
            .changed(
                    "feed_entry",
                    "summary = renamed(renamed(summary, coalesce(object_name, $1), $2), $1, $2), object_name = NULL,"
                            + " object_id = $2",
                    "object_type = 'member' AND object_id = $1")
            .sentences("feed_entry", "summary")
            .members(
                    "feed_entry",
                    "arguments",
                    List.of("assigneeId", "authorId", "formerAssigneeId"),
                    List.of("excerpt", "reason"));

    private ErasedPeople() {}
}
