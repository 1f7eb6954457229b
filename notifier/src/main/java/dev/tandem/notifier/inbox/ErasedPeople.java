package dev.tandem.notifier.inbox;

import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Redaction;
import java.util.List;

/**
 * Declares what an erasure changes in inboxes: the person's own is deleted; in others the pseudonym replaces the person, and
 * the excerpts of their comments are removed.
 */
final class ErasedPeople {

    static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("notification", "user_id = $1")
            .changed(
                    "notification",
                    "text = split_part(text, ': ', 1) || ': " + Redaction.WORDS + "', arguments = jsonb_set(arguments,"
                            + " '{excerpt}', '\"" + Redaction.WORDS + "\"')",
                    "actor_id = $1 AND kind IN ('comment.added', 'comment.edited') AND right(text, "
                            + Redaction.WORDS.length() + ") <> '" + Redaction.WORDS + "'")
            .changed(
                    "notification",
                    "text = renamed(renamed(text, coalesce(actor_name, $1), $2), $1, $2),"
                            + " actor_name = NULL, actor_id = $2",
                    "actor_id = $1")
            .sentences("notification", "text")
            .members("notification", "arguments", List.of(), List.of("excerpt", "reason"))
            .changed(
                    "changed_comment",
                    "excerpt = '" + Redaction.WORDS + "'",
                    "author_id = $1 AND excerpt <> '" + Redaction.WORDS + "'")
            .ids("changed_comment", "author_id")
            .sentences("changed_comment", "excerpt");

    private ErasedPeople() {}
}
