package dev.tandem.feed.entry;

import dev.tandem.contracts.Person;
import dev.tandem.kit.sentence.Sentence;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user who acted, with a name if the event has one. */
public record Actor(String id, @Nullable String name) {

    static Actor of(Person person) {
        return new Actor(person.userId(), person.name());
    }

    static @Nullable Actor known(@Nullable String id) {
        return id == null ? null : new Actor(id, null);
    }

    /** Returns the words for the actor in a summary: the name, or the id if the name is unknown. */
    String called() {
        return name == null ? id : name;
    }

    boolean is(String userId) {
        return userId.equals(id);
    }

    Sentence says(FeedWording wording, JsonObject arguments) {
        return wording.say(Map.of("actor", called()), arguments);
    }
}
