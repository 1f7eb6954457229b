package dev.tandem.feed.entry;

import org.jspecify.annotations.Nullable;

/**
 * Thing or person to which it was done.
 *
 * @param type {@code workspace}, {@code project}, {@code section}, {@code task}, {@code comment} or {@code member}
 * @param id of a member, the user's
 * @param name absent for a comment, and for a member whose name is not known
 */
public record Topic(String type, String id, @Nullable String name) {

    /** What a sentence calls it. */
    String called() {
        return name == null ? id : name;
    }
}
