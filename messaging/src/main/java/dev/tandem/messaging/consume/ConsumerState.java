package dev.tandem.messaging.consume;

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
        Activity activity,
        @Nullable String dependency,
        @Nullable Instant since,
        int heldCount) {

    /** Activity of a consumer. */
    public enum Activity {
        /** Deliveries arrive and are tried. */
        CONSUMING,
        /** Deliveries wait until a dependency is back; only occasional probes are tried. */
        PAUSED,
        /** Deliveries do not arrive: there is no connection to the broker, or none is wanted at present. */
        UNSUBSCRIBED
    }

    /** The state of a consumer that is off. */
    static final ConsumerState OFF = new ConsumerState(Activity.UNSUBSCRIBED, null, null, 0);

    /** Returns true if the consumer waits for its database. */
    public boolean withoutDatabase() {
        return activity == Activity.PAUSED && Outages.DATABASE.equals(dependency);
    }

    /**
     * The state as a number: 0 consuming, 1 waiting for its database, 2 not subscribed, 3 paused for another
     * dependency.
     */
    public int code() {
        return switch (activity) {
            case CONSUMING -> 0;
            case PAUSED -> withoutDatabase() ? 1 : 3;
            case UNSUBSCRIBED -> 2;
        };
    }
}
