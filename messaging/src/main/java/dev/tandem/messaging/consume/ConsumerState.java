package dev.tandem.messaging.consume;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of a consumer at the moment when it was asked.
 *
 * @param dependency what it pauses for, null unless it does
 * @param since when it began to, null unless it does
 * @param heldOldest the time of the oldest event that it has and has not settled, null without one
 * @param heldCount how many such events it has
 */
public record ConsumerState(
        Activity activity,
        @Nullable String dependency,
        @Nullable Instant since,
        @Nullable Instant heldOldest,
        int heldCount) {

    /** Activity of a consumer. */
    public enum Activity {
        /** Deliveries arrive and are tried. */
        CONSUMING,
        /** Deliveries wait, but for a probe now and then, until a dependency is back. */
        PAUSED,
        /** Deliveries do not arrive: there is no connection to the broker, or none is wanted at present. */
        UNSUBSCRIBED
    }

    /** That of one that is off. */
    static final ConsumerState OFF = new ConsumerState(Activity.UNSUBSCRIBED, null, null, null, 0);

    /** Whether it waits for its database. */
    public boolean withoutDatabase() {
        return activity == Activity.PAUSED && Outages.DATABASE.equals(dependency);
    }

    /** As a number: 0 consuming, 1 waiting for its database, 2 not subscribed, 3 paused for another dependency. */
    public int code() {
        return switch (activity) {
            case CONSUMING -> 0;
            case PAUSED -> withoutDatabase() ? 1 : 3;
            case UNSUBSCRIBED -> 2;
        };
    }
}
