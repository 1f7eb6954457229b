package dev.tandem.acceptance.torture.check;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.acceptance.torture.check.DeadLetters.Letter;
import dev.tandem.acceptance.torture.check.Rabbit.Copy;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that must end as dead letters: one that cannot be decoded, and an event whose envelope names another workspace
 * than its data, on which the activity feed throws at every attempt and which the notifier refuses at once.
 */
public final class Poison {

    private static final String MARK = "poison-";
    private static final int ATTEMPTS = 6;
    private static final Duration SHORTEST = Duration.ofSeconds(1 + 2 + 4 + 8 + 16);

    private Poison() {}

    /** Lays one of each; {@code name} is in them. */
    public static void lay(Rabbit rabbit, String name) {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        String workspace = UuidCreator.getTimeOrderedEpoch().toString();
        JsonObject person = new JsonObject()
                .put("userId", "mallory")
                .put("email", "m@example.com")
                .put("name", "M");
        JsonObject event = new JsonObject()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/torture")
                .put("type", "dev.tandem.project.created.v1")
                .put("subject", id)
                .put("time", Instant.now().toString())
                .put("tenantid", UuidCreator.getTimeOrderedEpoch().toString())
                .put("correlationid", MARK + name)
                .put("sequence", "1")
                .put("datacontenttype", "application/json")
                .put(
                        "data",
                        new JsonObject()
                                .put("projectId", id)
                                .put("workspaceId", workspace)
                                .put("name", "Mallory's")
                                .put("leadId", "mallory")
                                .put("createdBy", person)
                                .put("membershipVersion", 1));
        rabbit.publish(List.of(
                Copy.of("", "activity-feed.events", "application/cloudevents+json", MARK + name + " is not JSON"),
                Copy.of("", "notifier.events", "application/cloudevents+json", MARK + name + " is not JSON"),
                Copy.of("", "project-service.commands", "application/cloudevents+json", MARK + name + " is not JSON"),
                Copy.of("", "activity-feed.events", "application/cloudevents+json", event.encode()),
                Copy.of("", "notifier.events", "application/cloudevents+json", event.encode())));
    }

    static boolean is(Letter letter) {
        return letter.body().contains(MARK);
    }

    /** What is wrong with how the poison of that name has ended; empty when all is well. */
    public static List<String> faults(String name, List<Letter> letters) {
        List<Letter> own = letters.stream()
                .filter(letter -> letter.body().contains(MARK + name))
                .toList();
        List<String> faults = new ArrayList<>();
        expect(faults, own, "undecodable", "activity-feed.events");
        expect(faults, own, "undecodable", "notifier.events");
        expect(faults, own, "undecodable", "project-service.commands");
        expect(faults, own, "refused", "notifier.events");
        expect(faults, own, "exhausted", "activity-feed.events");
        own.stream().filter(letter -> letter.reason().equals("exhausted")).forEach(letter -> {
            Instant first = Instant.parse(letter.firstFailure());
            if (letter.attempts() != ATTEMPTS) {
                faults.add("poison was given up after " + letter.attempts() + " attempts");
            }
            if (Duration.between(first, letter.died()).compareTo(SHORTEST) < 0) {
                faults.add("poison was given up sooner than the policy allows: " + letter);
            }
        });
        return faults;
    }

    private static void expect(List<String> faults, List<Letter> letters, String reason, String consumer) {
        long found = letters.stream()
                .filter(letter ->
                        letter.reason().equals(reason) && letter.consumer().equals(consumer))
                .count();
        if (found != 1) {
            faults.add(found + " dead letters for poison: " + reason + " at " + consumer);
        }
    }
}
