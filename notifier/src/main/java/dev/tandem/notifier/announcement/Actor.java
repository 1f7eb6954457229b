package dev.tandem.notifier.announcement;

import dev.tandem.contracts.Person;
import dev.tandem.kit.sentence.Sentence;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user whose action a notification reports. */
public record Actor(String id, @Nullable String name) {

    public static Actor of(Person person) {
        return new Actor(person.userId(), person.name());
    }

    /** Returns the words for the actor in a sentence: the name, or the id if the name is unknown. */
    public String called() {
        return name == null ? id : name;
    }

    public Sentence says(NoticeWording wording, JsonObject arguments) {
        return wording.say(Map.of("actor", called()), arguments);
    }
}
