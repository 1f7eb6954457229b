package dev.tandem.feed.entry;

import dev.tandem.contracts.Person;
import org.jspecify.annotations.Nullable;

/** The acting user, with a name if the event has one. */
public record Actor(String id, @Nullable String name) {

    static Actor of(Person person) {
        return new Actor(person.userId(), person.name());
    }

    static @Nullable Actor known(@Nullable String id) {
        return id == null ? null : new Actor(id, null);
    }

    /** Returns how a sentence names the actor. */
    String called() {
        return name == null ? id : name;
    }

    /** Returns how a sentence about the actor's deed names another user, or the actor. */
    String calling(String userId) {
        return userId.equals(id) ? "themselves" : userId;
    }
}
