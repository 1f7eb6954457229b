package dev.tandem.gateway.operation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status of an operation. */
public enum Status {
    ACCEPTED,
    RETRYING,
    STALLED,
    SUCCEEDED,
    FAILED;

    static Status named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An explanation for clients, if the name is not enough. */
    @Nullable
    String detail() {
        return switch (this) {
            case RETRYING -> "It did not work yet and is tried again by itself; nothing needs to be sent again.";
            case STALLED ->
                "It did not work and is kept until an operator sees to it; it will then be carried on. Nothing needs to be"
                        + " sent again.";
            default -> null;
        };
    }

    public boolean done() {
        return this == SUCCEEDED || this == FAILED;
    }
}
