package dev.tandem.contracts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The services of the system. From this list the others are made, or are checked against it: what {@code ./tandem up} starts, compose,
 * metrics, alerts, databases, the broker's users and queues, the architecture's rules, torture.
 */
public enum TandemService {
    PROJECT_SERVICE("project-service.commands", "project-service.structure"),
    ACTIVITY_FEED("activity-feed.events"),
    NOTIFIER("notifier.events"),
    DEAD_LETTERS("dead-letters.replays"),
    GATEWAY("gateway.operations");

    private final Set<String> queues;

    TandemService(String... queues) {
        this.queues = Set.of(queues);
    }

    /** The name in logs, metrics, traces and the broker, and of the folder. */
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of its database, and of its user there. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The variable that tells others its address. */
    public String addressVariable() {
        return name() + "_URI";
    }

    /** The queues that it consumes, with retries and dead letters. */
    public Set<String> queues() {
        return queues;
    }

    public static List<String> names() {
        return Stream.of(values()).map(TandemService::serviceName).toList();
    }

    /** The queues that are consumed, by whichever service. */
    public static Set<String> consumedQueues() {
        return Stream.of(values()).flatMap(each -> each.queues.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException when no service has that name */
    public static TandemService named(String name) {
        return Stream.of(values())
                .filter(each -> each.serviceName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No service is named " + name + ", only " + String.join(", ", names())));
    }
}
