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
 * @param ruleOf where they say so: of everything, the workspace or the project; null when they say nothing
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

    /** Returns in words that the preferences say no; empty when they do not. */
    Optional<String> refusal() {
        return timing.equals("off")
                ? Optional.of("the person wants no mail of " + concern.plural() + ", as their preferences of "
                        + ("everything".equals(ruleOf) ? "everything" : "the " + ruleOf) + " say")
                : Optional.empty();
    }

    /**
     * Returns what becomes of the mail that is not sent now; empty when it is. Whoever prefers a digest since it was entered
     * gets it all the same: digests list nothing that waits to be mailed.
     *
     * @param entered when the mail was
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
