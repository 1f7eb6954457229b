package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Concern;
import dev.tandem.notifier.delivery.Attempt;
import io.vertx.sqlclient.Row;
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
     * Returns what becomes of the mail, entered at that moment, that is not sent now; empty when it is. Whoever prefers a digest since it was entered
     * gets it all the same: digests list nothing that waits to be mailed.
     */
    Optional<Attempt> obstacle(Instant now, Instant entered) {
        Optional<String> objection = read ? Optional.of("read before it was sent") : refusal();
        return objection.<Attempt>map(Attempt.Unwanted::new).or(() -> recipient.obstacle(now, entered));
    }
}
