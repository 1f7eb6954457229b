package dev.tandem.notifier.preference;

import java.util.Arrays;
import java.util.List;

/** When a person is mailed. The names are those of the HTTP contract and of the table. */
public enum Timing {
    /** As soon as the event has happened. */
    immediately,
    /** In a digest, at the time of the person's {@link Schedule}. */
    digest,
    /** Not at all. */
    off;

    static final List<String> WORDS = Arrays.stream(values()).map(Timing::name).toList();
}
