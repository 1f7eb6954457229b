package dev.tandem.deadletters.letter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The state of a letter. */
public enum State {
    /** Waits for a decision. */
    OPEN,
    /** Claimed, and replayed or about to be. */
    REPLAYING,
    /** Its consumer has processed it, or its exchange routed it to a queue. */
    RESOLVED,
    /** Failed again after a replay, and waits for a decision. */
    REOPENED,
    /** Will not be replayed unless it is restored. */
    DISCARDED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns true if the letter waits for a decision, and so can be claimed or discarded. */
    public boolean waiting() {
        return this == OPEN || this == REOPENED;
    }

    /** Returns all names in their external form. */
    public static List<String> names() {
        return Arrays.stream(values()).map(State::wireName).toList();
    }

    public static State named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
