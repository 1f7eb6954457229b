package dev.tandem.messaging.consume;

import dev.tandem.messaging.report.ConsumerReport.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a consumer's state.
 *
 * @param dependency the dependency that it pauses for, null while it does not pause
 * @param since when the pause began, null while it does not pause
 * @param heldCount how many events it holds unsettled
 */
public record ConsumerState(
        State activity,
        @Nullable String dependency,
        @Nullable Instant since,
        int heldCount) {

    /** The state of a consumer that is off. */
    static final ConsumerState OFF = new ConsumerState(State.UNSUBSCRIBED, null, null, 0);

    /** Returns true if the consumer waits for its database. */
    public boolean withoutDatabase() {
        return activity == State.WAITING_FOR_DATABASE;
    }
}
