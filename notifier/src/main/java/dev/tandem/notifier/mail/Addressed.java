package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.delivery.Attempt;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification and its recipient as they are at the moment of sending.
 *
 * @param timing when the person wants mail of this concern
 * @param ruleOf the scope of the preference that decides: everything, the workspace or the project; null if the person has
 *     none
 */
record Addressed(
        Concern concern,
        String text,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        boolean read,
        String timing,
        @Nullable String ruleOf,
        Recipient recipient) {

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    static Addressed from(Row row) {
        return new Addressed(
                Concern.valueOf(row.getString("concern")),
                row.getString("text"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                row.getBoolean("read"),
                row.getString("timing"),
                row.getString("rule_of"),
                Recipient.from(row));
    }

    /** Returns a sentence if the preferences refuse the mail; empty otherwise. */
    Optional<String> refusal() {
        return timing.equals("off")
                ? Optional.of("the person wants no mail of " + concern.plural() + ", as their preferences of "
                        + ("everything".equals(ruleOf) ? "everything" : "the " + ruleOf) + " say")
                : Optional.empty();
    }

    /**
     * Returns the outcome for a mail that is not sent now; empty if it is to be sent. A person who has meanwhile changed to
     * digests gets the mail all the same, because digests list nothing that has a mail of its own.
     *
     * @param entered when the mail was inserted
     */
    Optional<Attempt> obstacle(Instant now, Instant entered) {
        Optional<String> objection = read ? Optional.of("read before it was sent") : refusal();
        if (objection.isPresent()) {
            return Optional.of(new Attempt.Unwanted(objection.get()));
        }
        return recipient.isExpected(now, entered)
                ? Optional.of(new Attempt.NotYet(now.plus(ASKED_AGAIN), "not known as a member of the workspace"))
                : recipient.obstacle(now);
    }
}
