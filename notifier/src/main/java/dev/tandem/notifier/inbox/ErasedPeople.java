package dev.tandem.notifier.inbox;

import dev.tandem.messaging.erasure.PersonalData;
import dev.tandem.messaging.erasure.Redaction;

/**
 * Erases a person's data in this service: deletes their inbox, and puts the pseudonym in their place in other inboxes.
 */
final class ErasedPeople {

    static final PersonalData PERSONAL_DATA = PersonalData.NONE
            .deleted("notification", "user_id = $1")
            .changed(
                    "notification",
                    "text = split_part(text, ': ', 1) || ': " + Redaction.WORDS + "'",
                    "actor_id = $1 AND kind = 'comment.added' AND right(text, " + Redaction.WORDS.length() + ") <> '"
                            + Redaction.WORDS + "'")
            .changed(
                    "notification",
                    "text = renamed(renamed(text, coalesce(actor_name, $1), $2), $1, $2), actor_name = NULL,"
                            + " actor_id = $2",
                    "actor_id = $1")
            .sentences("notification", "text");

    private ErasedPeople() {}
}
