package dev.tandem.notifier.mail;

import dev.tandem.notifier.announcement.Concern;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A notification and its recipient as they are at the moment of sending.
 *
 * @param suppressed why nothing is sent to the address, as {@link Suppression#kind}; null when mail is
 * @param email the address in the member's profile, of whatever form
 * @param timing what the person says about mail of this concern; null when nothing
 * @param ruleOf where they say it: of everything, the workspace or the project
 */
record Addressed(
        Concern concern,
        String text,
        @Nullable UUID projectId,
        @Nullable UUID taskId,
        boolean read,
        boolean member,
        boolean stopped,
        @Nullable String suppressed,
        @Nullable String email,
        @Nullable String timing,
        @Nullable String ruleOf) {

    /** An address of the common form; others are not sent to, because servers differ in how they read them. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    static Addressed from(Row row, Concern concern) {
        return new Addressed(
                concern,
                row.getString("text"),
                row.getUUID("project_id"),
                row.getUUID("task_id"),
                row.getBoolean("read"),
                row.getBoolean("member"),
                row.getBoolean("stopped"),
                row.getString("suppressed"),
                row.getString("email"),
                row.getString("timing"),
                row.getString("rule_of"));
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** Returns why no mail is sent; empty when one is. */
    Optional<String> objection() {
        if (!member) {
            return Optional.of("not a member of the workspace any more");
        }
        if (read) {
            return Optional.of("read before it was sent");
        }
        if (stopped) {
            return Optional.of("the person stopped mail of this workspace");
        }
        if ("off".equals(timing)) {
            return Optional.of("the person wants no mail of " + concern.plural() + ", as their preferences of "
                    + ("everything".equals(ruleOf) ? "everything" : "the " + ruleOf) + " say");
        }
        if (concern == Concern.NEWS && timing == null) {
            return Optional.of("the person does not want mail of news any more");
        }
        if (email == null) {
            return Optional.of("the person has no address");
        }
        if (!isAddress(email)) {
            return Optional.of("the person's address cannot be sent to");
        }
        return suppressed == null
                ? Optional.empty()
                : Optional.of(
                        switch (suppressed) {
                            case "bounced" -> "a mail to the address bounced earlier";
                            case "complaint" -> "the person reported a mail as unwanted earlier";
                            default -> "the address was refused earlier";
                        });
    }
}
