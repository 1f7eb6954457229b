package dev.tandem.contracts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the services of the system. Everything that needs such a list is generated from it or checked against it: what {@code
 * ./tandem up} starts, compose, metrics, alerts, databases, the broker's users and queues, the architecture rules, torture.
 */
public enum TandemService {
    PROJECT_SERVICE("project-service.commands", "project-service.structure"),
    ACTIVITY_FEED("activity-feed.events"),
    NOTIFIER("notifier.events"),
    ANALYTICS("analytics.events"),
    DEAD_LETTERS("dead-letters.replays"),
    GATEWAY("gateway.operations");

    private final Set<String> queues;

    TandemService(String... queues) {
        this.queues = Set.of(queues);
    }

    /** The name in logs, metrics, traces and the broker, and of the service's folder. */
    public String serviceName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name of the service's database and database user. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variable with the service's address. */
    public String addressVariable() {
        return name() + "_URI";
    }

    /** The queues that the service consumes, with retries and dead letters. */
    public Set<String> queues() {
        return queues;
    }

    public static List<String> names() {
        return Stream.of(values()).map(TandemService::serviceName).toList();
    }

    /** The queues that any service consumes. */
    public static Set<String> consumedQueues() {
        return Stream.of(values()).flatMap(each -> each.queues.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException when no service has this name */
    public static TandemService named(String name) {
        return Stream.of(values())
                .filter(each -> each.serviceName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No service is named " + name + ", only " + String.join(", ", names())));
    }
}
