package dev.tandem.notifier.mail;

import dev.tandem.notifier.delivery.Attempt;
import dev.tandem.notifier.preference.Schedule;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A member of a workspace as they are at the moment of sending.
 *
 * @param expected true if a change of their membership waits for an earlier change
 * @param suppressed why nothing is sent to the address, as {@link Suppression#kind}; null if mail is sent to it
 * @param email the address in the member's profile, of whatever form
 */
record Recipient(
        boolean member,
        boolean expected,
        boolean stopped,
        @Nullable String suppressed,
        @Nullable String email,
        Schedule schedule) {

    private static final Duration UNTIL_KNOWN = Duration.ofMinutes(10);

    /** An address of the common form. Others get no mail, because servers differ in how they read them. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    static Recipient from(Row row) {
        return new Recipient(
                row.getBoolean("member"),
                row.getBoolean("expected"),
                row.getBoolean("stopped"),
                row.getString("suppressed"),
                row.getString("email"),
                Schedule.from(row));
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /**
     * Returns true if the person may yet become known as a member: an event that notifies them, such as an assignment, may
     * be handled before the event that made them a member.
     *
     * @param entered when the mail was inserted
     */
    boolean isExpected(Instant now, Instant entered) {
        return !member && (expected || now.isBefore(entered.plus(UNTIL_KNOWN)));
    }

    /** Returns the outcome for a mail to the person that is not sent now; empty if it is to be sent. */
    Optional<Attempt> obstacle(Instant now) {
        return objection()
                .<Attempt>map(Attempt.Unwanted::new)
                .or(() -> schedule.quietUntil(now).map(end -> new Attempt.NotYet(end, "the person's quiet hours")));
    }

    /** Returns why the person gets no mail of the workspace; empty if they get mail. */
    Optional<String> objection() {
        if (!member) {
            return Optional.of("not a member of the workspace");
        }
        if (stopped) {
            return Optional.of("the person stopped mail of this workspace");
        }
        if (email == null) {
            return Optional.of("the person has no address");
        }
        if (!isAddress(email)) {
            return Optional.of("the person's address cannot be sent to");
        }
        return Optional.ofNullable(suppressed).map(Recipient::whySuppressed);
    }

    /** The words for a kind of suppression. */
    static String whySuppressed(String kind) {
        return switch (kind) {
            case "bounced" -> "a mail to the address bounced earlier";
            case "complaint" -> "the person reported a mail as unwanted earlier";
            default -> "the address was refused earlier";
        };
    }
}
