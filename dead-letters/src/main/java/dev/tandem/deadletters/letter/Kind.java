package dev.tandem.deadletters.letter;

import java.util.Arrays;
import java.util.List;

/** The reason why a message became a letter. */
public enum Kind {
    /** A consumer gave it up, or the broker removed it because a consumer never settled it. */
    DEAD_LETTER("dead-letter"),
    /** The broker found no queue for it. */
    UNROUTABLE("unroutable");

    private final String wireName;

    Kind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Returns all names in their external form. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Kind::wireName).toList();
    }

    public static Kind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not a kind of letter"));
    }
}
