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
 * @param suppressed why nothing is sent to the address, as {@link Suppression#kind}; null when mail is
 * @param email the address in the member's profile, of whatever form
 */
record Recipient(
        boolean member,
        boolean stopped,
        @Nullable String suppressed,
        @Nullable String email,
        Schedule schedule) {

    /** A change of memberships that came early is made when the one before it has come. */
    private static final Duration UNTIL_KNOWN = Duration.ofMinutes(10);

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(1);

    /** An address of the common form; others are not sent to, because servers differ in how they read them. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    static Recipient from(Row row) {
        return new Recipient(
                row.getBoolean("member"),
                row.getBoolean("stopped"),
                row.getString("suppressed"),
                row.getString("email"),
                Schedule.from(row));
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /**
     * Returns what becomes of a mail to the person that is not sent now; empty when one is.
     *
     * @param entered when the mail was; whoever is told something may be known as a member a little later
     */
    Optional<Attempt> obstacle(Instant now, Instant entered) {
        if (!member && now.isBefore(entered.plus(UNTIL_KNOWN))) {
            return Optional.of(new Attempt.NotYet(now.plus(ASKED_AGAIN), "not known as a member of the workspace yet"));
        }
        return objection()
                .<Attempt>map(Attempt.Unwanted::new)
                .or(() -> schedule.quietUntil(now).map(end -> new Attempt.NotYet(end, "the person's quiet hours")));
    }

    private Optional<String> objection() {
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
