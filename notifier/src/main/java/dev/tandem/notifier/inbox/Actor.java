package dev.tandem.notifier.inbox;

import dev.tandem.contracts.Person;
import org.jspecify.annotations.Nullable;

/** User who did what a notification tells. */
public record Actor(String id, @Nullable String name) {

    public static Actor of(Person person) {
        return new Actor(person.userId(), person.name());
    }

    /** What a sentence calls them. */
    public String called() {
        return name == null ? id : name;
    }
}
