package dev.tandem.gateway.operation;

import java.util.Locale;

/** How far an operation is. */
public enum Status {
    ACCEPTED,
    RUNNING,
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

    boolean done() {
        return this == SUCCEEDED || this == FAILED;
    }
}
