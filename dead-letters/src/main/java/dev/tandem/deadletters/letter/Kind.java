package dev.tandem.deadletters.letter;

import java.util.Arrays;
import java.util.List;

/** The way in which a message came to nothing. */
public enum Kind {
    /** A consumer gave it up, or the broker took it from one that never settled it. */
    DEAD_LETTER("dead-letter"),
    /** No queue took it. */
    UNROUTABLE("unroutable");

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** All names, as they are told. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Kind::wireName).toList();
    }

    public static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no kind of letter"));
    }
}
