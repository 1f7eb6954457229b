package dev.tandem.feed.entry;

import dev.tandem.contracts.Person;
import org.jspecify.annotations.Nullable;

/** User who did it, with a name if the event tells it. */
public record Actor(String id, @Nullable String name) {

    static Actor of(Person person) {
        return new Actor(person.userId(), person.name());
    }

    static @Nullable Actor known(@Nullable String id) {
        return id == null ? null : new Actor(id, null);
    }

    /** What a sentence calls them. */
    String called() {
        return name == null ? id : name;
    }

    /** What a sentence about what they did calls somebody. */
    String calling(String userId) {
        return userId.equals(id) ? "themselves" : userId;
    }
}
