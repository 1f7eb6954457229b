package dev.tandem.kit.health;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The finding of one check. Degraded means that the service still answers, perhaps with less. */
public record Status(State state, @Nullable String detail) {

    /** From well to unwell. */
    public enum State {
        UP,
        DEGRADED,
        DOWN
    }

    public static Status up() {
        return new Status(State.UP, null);
    }

    /** {@code detail} is shown to whoever can reach the operations routes: name the trouble, not an address. */
    public static Status degraded(String detail) {
        return new Status(State.DEGRADED, detail);
    }

    /** Degraded where there is something to say, up otherwise. */
    public static Status degradedIf(Optional<String> why) {
        return why.map(Status::degraded).orElseGet(Status::up);
    }

    /** Down where there is something to say, up otherwise. */
    public static Status downIf(Optional<String> why) {
        return why.map(Status::down).orElseGet(Status::up);
    }

    public static Status down(String detail) {
        return new Status(State.DOWN, detail);
    }
}
