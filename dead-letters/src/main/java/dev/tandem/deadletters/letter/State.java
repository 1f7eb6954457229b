package dev.tandem.deadletters.letter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The state of a letter. */
public enum State {
    /** Waits for a decision. */
    OPEN,
    /** Claimed, and sent again or about to be. */
    REPLAYING,
    /** Its consumer has it, or its exchange found it a queue. */
    RESOLVED,
    /** Came back from a replay, and waits for a decision again. */
    REOPENED,
    /** Never to be sent again, unless it is restored. */
    DISCARDED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it waits for a decision, so that it can be claimed or discarded. */
    public boolean waiting() {
        return this == OPEN || this == REOPENED;
    }

    /** All names, as they are told. */
    public static List<String> names() {
        return Arrays.stream(values()).map(State::wireName).toList();
    }

    public static State named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
