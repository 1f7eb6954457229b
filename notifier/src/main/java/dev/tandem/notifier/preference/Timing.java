package dev.tandem.notifier.preference;

import java.util.Arrays;
import java.util.List;

/** When somebody is mailed. The names are those of the HTTP contract and of the table. */
public enum Timing {
    /** As soon as it happened. */
    immediately,
    /** With others, as their {@link Schedule} says. */
    digest,
    /** Not at all. */
    off;

    static final List<String> WORDS = Arrays.stream(values()).map(Timing::name).toList();
}
