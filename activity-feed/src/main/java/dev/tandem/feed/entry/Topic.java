package dev.tandem.feed.entry;

import org.jspecify.annotations.Nullable;

/**
 * The resource or person that the action concerned.
 *
 * @param type {@code workspace}, {@code project}, {@code section}, {@code task}, {@code comment} or {@code member}
 * @param id for a member, the user id
 * @param name absent for a comment, and for a member whose name is unknown
 */
public record Topic(String type, String id, @Nullable String name) {

    /** Returns the words for the resource or person in a summary: the name, or the id if there is none. */
    String called() {
        return name == null ? id : name;
    }
}
