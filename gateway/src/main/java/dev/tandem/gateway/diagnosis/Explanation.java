package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.Operation;
import dev.tandem.gateway.operation.OperationSearch.Found;
import dev.tandem.gateway.operation.Retry;
import dev.tandem.gateway.operation.Status;
import dev.tandem.kit.http.RefusedRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains findings in sentences for an operator.
 *
 * @param summary what happened
 * @param causes why something went wrong or is late
 * @param mend what can be done about it
 */
record Explanation(List<String> summary, Set<String> causes, Set<Remedy> mend) {

    /** Anything slower than this is being held up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MANY_REQUESTS = 429;
    private static final String CONSUMING = "consuming";
    private static final String DISCONNECTED = "disconnected";
    private static final String SILENT = "silent";

    static Explanation of(Findings findings, Instant now) {
        Explanation explanation = new Explanation(new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        findings.refused().forEach(explanation::add);
        JsonObject notification = findings.notification();
        if (notification != null) {
            explanation.addNotification(notification);
        }
        findings.operations()
                .forEach(found -> explanation.add(found, findings.effects().get(found.id()), now));
        findings.letters().forEach(explanation::addLetter);
        findings.outboxes().forEach(explanation::addOutbox);
        findings.consumers().forEach(explanation::addConsumer);
        return explanation;
    }

    private void add(RefusedRequest refused) {
        String who = refused.userId() == null ? "" : " by " + refused.userId();
        summary.add(refused.method() + " " + refused.path() + who + " was answered " + refused.status() + " at "
                + refused.at()
                + ": " + (refused.detail() == null ? refused.problem() : refused.detail())
                + (refused.pointers().isEmpty() ? "" : " At " + String.join(", ", refused.pointers()) + "."));
        if (refused.status() >= 500) {
            causes.add(refused.cause() == null ? refused.problem() : refused.cause());
            mend.add(Remedy.byRunbook(
                    "The client sends it again; nothing of it was carried out, unless an operation stands here too.",
                    "accepterrors"));
        } else {
            mend.add(Remedy.byRunbook(
                    refused.status() == MANY_REQUESTS
                            ? "The client waits as Retry-After says, and sends it again."
                            : "The client sends something else: as it is, it will be refused again.",
                    "from-a-complaint-to-the-cause"));
        }
    }

    private void addNotification(JsonObject notification) {
        summary.add("Notification " + notification.getString("id") + " stands in the inbox of "
                + notification.getString("userId") + " since " + notification.getString("createdAt") + ": "
                + notification.getString("kind"));
    }

    private void add(Found found, @Nullable JsonObject effects, Instant now) {
        Operation operation = found.operation();
        String what = "Operation " + found.id() + ", " + operation.kind() + " by " + operation.userId() + ", ";
        summary.add(what + stands(operation, now) + missing(effects));
        String reason = found.reason();
        if (reason != null && operation.status() == Status.RETRYING) {
            causes.add(reason);
            mend.add(Remedy.byRunbook("Mend the cause; it is tried again by itself.", "retriesrising"));
        }
        JsonObject error = operation.error();
        if (error != null) {
            causes.add(error.getString("detail", error.getString("title")));
        }
    }

    private static String stands(Operation operation, Instant now) {
        return switch (operation.status()) {
            case SUCCEEDED ->
                "succeeded at " + operation.updatedAt() + ": "
                        + operation.target().href();
            case FAILED -> "failed at " + operation.updatedAt();
            case STALLED -> "waits for an operator since " + operation.updatedAt();
            case RETRYING -> "did not work yet and is tried again by itself" + next(operation.retry());
            default -> {
                Duration since = Duration.between(operation.createdAt(), now);
                yield "is on its way since " + since.toSeconds() + " s"
                        + (since.compareTo(PATIENCE) > 0 ? ", which is too long" : "");
            }
        };
    }

    private static String next(@Nullable Retry retry) {
        return retry == null ? "" : ", attempt " + retry.attempt() + " at " + retry.at();
    }

    private static String missing(@Nullable JsonObject effects) {
        String missing = effects == null
                ? ""
                : effects.stream()
                        .filter(effect -> !"done".equals(effect.getValue()))
                        .map(effect -> effect.getKey() + " " + effect.getValue())
                        .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "" : "; " + missing;
    }

    private void addLetter(JsonObject letter) {
        String state = letter.getString("state");
        String who = letter.getString("consumer") == null ? "No queue" : letter.getString("consumer");
        summary.add(who + (letter.getString("consumer") == null ? " took " : " gave up ")
                + (letter.getString("type") == null ? "a message" : letter.getString("type"))
                + " after " + letter.getInteger("attempts") + " attempts at " + letter.getString("diedAt")
                + "; dead letter " + letter.getString("id") + " is " + state);
        if (!"resolved".equals(state) && !"discarded".equals(state)) {
            causes.add(letter.getString("error"));
        }
        switch (state) {
            case "open", "reopened" -> mend.add(Remedy.replay(letter));
            case "replaying" ->
                mend.add(Remedy.byRunbook("It was sent again and waits for its consumer; look again.", "consumerlag"));
            default -> {}
        }
    }

    private void addOutbox(JsonObject outbox) {
        Number oldest = (Number) outbox.getValue("oldestAgeSeconds");
        if (oldest != null && oldest.doubleValue() > PATIENCE.toSeconds()) {
            String service = outbox.getString("service");
            causes.add("The outbox of " + service + " holds " + outbox.getValue("messages")
                    + " messages, the oldest for " + oldest + " s");
            mend.add(Remedy.byRunbook("See why the broker takes nothing of " + service + ".", "outboxold"));
        }
    }

    private void addConsumer(JsonObject consumer) {
        String name = consumer.getString("consumer");
        String state = consumer.getString("state");
        Number oldest = (Number) consumer.getValue("oldestUnprocessedSeconds");
        String since = consumer.getString("stateSince");
        boolean missing = Integer.valueOf(0).equals(consumer.getInteger("subscribers"));
        boolean waits = !CONSUMING.equals(state) && state != null;
        boolean late = oldest != null && oldest.doubleValue() > PATIENCE.toSeconds();
        String pausedOn = consumer.getString("pausedOn");
        if (missing) {
            causes.add("Nobody consumes " + name);
            mend.add(Remedy.byRunbook("Start what consumes " + name + ".", "consumermissing"));
        } else if (DISCONNECTED.equals(state)) {
            causes.add("The broker is away since " + since + ": " + consumer.getString("stateReason"));
            mend.add(Remedy.byRunbook("Bring the broker back; everything goes on by itself.", "brokeraway"));
        } else if (SILENT.equals(state)) {
            causes.add(name + " is silent" + (since == null ? "" : " since " + since));
            mend.add(Remedy.byRunbook("See whether the instances that consume " + name + " run.", "servicedown"));
        } else if (waits) {
            causes.add(name + " is " + state + (pausedOn == null ? "" : ", on " + pausedOn));
            mend.add(Remedy.byRunbook(
                    "Bring back what " + name + " waits for; it goes on by itself.",
                    "waiting-for-database".equals(state) ? "databaseaway" : "consumerlag"));
        } else if (late) {
            causes.add("The oldest message for " + name + " waits for " + oldest + " s");
            mend.add(Remedy.byRunbook("See what " + name + " is busy with.", "consumerlag"));
        }
        addFailure(consumer);
    }

    private void addFailure(JsonObject consumer) {
        JsonObject failure = consumer.getJsonObject("lastFailure");
        Long delayed = consumer.getLong("delayed");
        if (failure != null && delayed != null && delayed > 0) {
            String events = delayed == 1 ? " event fails and waits" : " events fail and wait";
            causes.add("In " + consumer.getString("consumer") + " " + delayed + events
                    + " for a retry. The last failure, at " + failure.getString("at") + ": "
                    + failure.getString("error"));
            mend.add(Remedy.byRunbook("Mend the cause; each failed event is tried again by itself.", "retriesrising"));
        }
    }

    /** The explanation, with the findings behind it. */
    JsonObject toJson(String id, Findings findings) {
        JsonArray operations = new JsonArray();
        findings.operations().forEach(found -> {
            JsonObject json = SeenOperation.toJson(found);
            JsonObject effects = findings.effects().get(found.id());
            operations.add(effects == null ? json : json.put("effects", effects));
        });
        return new JsonObject()
                .put("id", id)
                .put("summary", new JsonArray(summary))
                .put("causes", new JsonArray(List.copyOf(causes)))
                .put("mend", new JsonArray(mend.stream().map(Remedy::toJson).toList()))
                .put("traces", Traces.of(findings).toJson())
                .put("operations", operations)
                .put("deadLetters", new JsonArray(findings.letters()))
                .put("notification", findings.notification())
                .put(
                        "refusedRequests",
                        new JsonArray(findings.refused().stream()
                                .map(RefusedRequest::toJson)
                                .toList()))
                .put("consumers", new JsonArray(findings.consumers()))
                .put("outboxes", new JsonArray(findings.outboxes()))
                .put("unavailable", new JsonArray(List.copyOf(findings.unavailable())));
    }
}
