package dev.tandem.gateway.operation;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.Call;
import dev.tandem.kit.client.ServiceClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Queries the service of each consumer, when an operation is read, for the effects of the operation's events so far. The
 * calls run in parallel; the result waits for the slowest, at most 2 s. An effect is {@code unavailable} if its service has
 * not answered by then.
 */
public final class Effects {

    /** Operations whose project gets a default structure. */
    private static final Set<String> STRUCTURED = Set.of("project.create", "project.set-up");

    /** The notifier's channels besides the inbox: those that the contract has; a test compares them. */
    public static final List<String> DELIVERIES = List.of("mail", "webhooks");

    private static final int MOST_EVENTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Owner(String consumer, ServiceClient service) {}

    private final Owner structure;
    private final Owner activity;
    private final Owner notifications;
    private final Owner analytics;
    private final ServiceClient deadLetters;

    public Effects(
            ServiceClient projectService,
            ServiceClient activityFeed,
            ServiceClient notifier,
            ServiceClient analytics,
            ServiceClient deadLetters) {
        this.structure = new Owner("project-service.structure", projectService);
        this.activity = new Owner("activity-feed.events", activityFeed);
        this.notifications = new Owner("notifier.events", notifier);
        this.analytics = new Owner("analytics.events", analytics);
        this.deadLetters = deadLetters;
    }

    /** The member {@code effects} of the operation; never fails. */
    public Future<JsonObject> of(Caller caller, Operation operation) {
        boolean structured = STRUCTURED.contains(operation.kind());
        List<UUID> events = operation.events().stream().limit(MOST_EVENTS).toList();
        if (events.isEmpty()) {
            // A failed operation has no effects to come.
            String state = operation.status().done() ? "done" : "pending";
            JsonObject effects = new JsonObject()
                    .put("activity", state)
                    .put("notifications", state)
                    .put("analytics", state);
            return Future.succeededFuture(structured ? effects.put("structure", state) : effects);
        }
        Future<JsonObject> dead = about(deadLetters, caller, events).sendForJson();
        Future<String> feed =
                state(activity, about(activity.service(), caller, events).sendForJson(), events, dead);
        Future<JsonObject> told = about(notifications.service(), caller, events).sendForJson();
        Future<String> inbox = state(notifications, told, events, dead);
        Future<String> counted =
                state(analytics, about(analytics.service(), caller, events).sendForJson(), events, dead);
        Future<String> built = structured
                ? state(
                        structure,
                        ofProject(operation, about(structure.service(), caller, events))
                                .sendForJson(),
                        events,
                        dead)
                : Future.succeededFuture("");
        return Future.all(feed, inbox, counted, built).map(all -> {
            JsonObject effects = new JsonObject()
                    .put("activity", feed.result())
                    .put("notifications", inbox.result())
                    .put("analytics", counted.result());
            addDeliveries(effects, told.otherwiseEmpty().result());
            return structured ? effects.put("structure", built.result()) : effects;
        });
    }

    /** Adds the channels that have deliveries. Until the notifications are done, some may still be missing. */
    private static void addDeliveries(JsonObject effects, @Nullable JsonObject told) {
        JsonObject deliveries = told == null ? null : told.getJsonObject("deliveries");
        if (deliveries != null) {
            DELIVERIES.stream()
                    .filter(deliveries::containsKey)
                    .forEach(name -> effects.put(name, deliveries.getString(name)));
        }
    }

    /** Names the project, because an event alone does not show that its project has nothing to build. */
    private static Call ofProject(Operation operation, Call asked) {
        return asked.query("project", operation.target().id());
    }

    private static Future<String> state(
            Owner owner, Future<JsonObject> asked, List<UUID> events, Future<JsonObject> dead) {
        return asked.compose(
                answer -> ids(answer, "failed").isEmpty()
                        ? pendingOrDone(owner, answer, events, dead)
                        : Future.succeededFuture("failed"),
                e -> Future.succeededFuture("unavailable"));
    }

    /** While the dead letters are unknown, a dead-lettered event is reported as pending. */
    private static Future<String> pendingOrDone(
            Owner owner, JsonObject answer, List<UUID> events, Future<JsonObject> dead) {
        if (ids(answer, "done").size() == events.size()) {
            return Future.succeededFuture("done");
        }
        return dead.map(letters -> isAmong(letters, owner.consumer()) ? "dead-lettered" : "pending")
                .otherwise("pending");
    }

    private static boolean isAmong(JsonObject letters, String consumer) {
        return letters.getJsonArray("dead", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .anyMatch(letter -> consumer.equals(letter.getString("consumer")));
    }

    private static Set<String> ids(JsonObject answer, String member) {
        return answer.getJsonArray(member, new JsonArray()).stream()
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }

    private static Call about(ServiceClient service, Caller caller, List<UUID> events) {
        return service.get("/v1/effects")
                .query("events", events.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .onBehalfOf(caller)
                .within(PATIENCE);
    }
}
