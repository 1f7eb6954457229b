package dev.tandem.kit.health;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of one check. Degraded means that the service still answers, perhaps with less. */
public record Status(State state, @Nullable String detail) {

    /** Ordered from healthy to unhealthy. */
    public enum State {
        UP,
        DEGRADED,
        DOWN
    }

    public static Status up() {
        return new Status(State.UP, null);
    }

    /** {@code detail} is visible to all callers of the management routes: name the trouble, not an address. */
    public static Status degraded(String detail) {
        return new Status(State.DEGRADED, detail);
    }

    /** Degraded if there is a reason, else up. */
    public static Status degradedIf(Optional<String> why) {
        return why.map(Status::degraded).orElseGet(Status::up);
    }

    /** Down if there is a reason, else up. */
    public static Status downIf(Optional<String> why) {
        return why.map(Status::down).orElseGet(Status::up);
    }

    public static Status down(String detail) {
        return new Status(State.DOWN, detail);
    }
}
