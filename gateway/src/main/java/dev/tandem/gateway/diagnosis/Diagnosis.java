package dev.tandem.gateway.diagnosis;

import dev.tandem.gateway.operation.Effects;
import dev.tandem.gateway.operation.OperationSearch;
import dev.tandem.gateway.operation.OperationSearch.Found;
import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.client.ServiceClient;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.RefusedRequests;
import dev.tandem.kit.request.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Queries every service that may know something about an id, in parallel, in up to three rounds. Each round waits for its
 * slowest answer, at most 2 s; a service that has not answered by then is named in the findings.
 */
public final class Diagnosis {

    private static final int MOST_OPERATIONS = 20;
    private static final int MOST_IN_DETAIL = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Members of a letter that are omitted here; the letter's own resource has its body and headers. */
    private static final Set<String> LEFT_OUT = Set.of(
            "headers",
            "body",
            "bodyEncoding",
            "bodySize",
            "bodySha256",
            "contentType",
            "traceparent",
            "replay",
            "audit");

    private static final List<String> OF_CONSUMERS = List.of(
            "consumer",
            "state",
            "stateSince",
            "stateReason",
            "pausedOn",
            "oldestUnprocessedSeconds",
            "depth",
            "held",
            "delayed",
            "dead",
            "subscribers",
            "lastFailure");

    private static final List<String> OF_OUTBOXES = List.of("service", "messages", "oldestAgeSeconds");

    private final Pool pool;
    private final Effects effects;
    private final ServiceClient deadLetters;
    private final ServiceClient notifier;

    public Diagnosis(Pool pool, Effects effects, ServiceClient deadLetters, ServiceClient notifier) {
        this.pool = pool;
        this.effects = effects;
        this.deadLetters = deadLetters;
        this.notifier = notifier;
    }

    /** Everything known about the id. Fails only if the operations themselves cannot be read. */
    Future<Findings> find(String id, Caller caller, RefusedRequests refused) {
        UUID uuid = Ids.orNull(id);
        Set<String> unavailable = new ConcurrentSkipListSet<>();
        Inquiry inquiry = new Inquiry(caller, unavailable);
        Future<List<Found>> own = new OperationSearch(pool).about(id, uuid, MOST_OPERATIONS);
        Future<List<JsonObject>> letters = inquiry.lettersAbout(id);
        Future<@Nullable JsonObject> notification =
                uuid == null ? Future.succeededFuture() : inquiry.notification(uuid);
        return Future.all(own, letters, notification)
                .compose(all ->
                        alsoOf(letters.result(), notification.result()).map(others -> together(own.result(), others)))
                .compose(operations -> inquiry.more(operations, letters.result())
                        .map(more -> new Findings(
                                operations,
                                more.effects(),
                                more.letters(),
                                notification.result(),
                                refused.under(id),
                                more.consumers(),
                                more.outboxes(),
                                new TreeSet<>(unavailable))));
    }

    /** The operations of the letters, and the operations whose event caused the notification. */
    private Future<List<Found>> alsoOf(List<JsonObject> letters, @Nullable JsonObject notification) {
        List<UUID> ids = letters.stream()
                .map(letter -> letter.getString("operationId"))
                .map(Ids::orNull)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        OperationSearch search = new OperationSearch(pool);
        Future<List<Found>> ofLetters = ids.isEmpty() ? Future.succeededFuture(List.of()) : search.byId(ids);
        Future<List<Found>> ofNotification = notification == null
                ? Future.succeededFuture(List.of())
                : search.causing(
                        UUID.fromString(notification.getString("eventId")),
                        Stream.of("projectId", "taskId")
                                .map(notification::getString)
                                .filter(Objects::nonNull)
                                .toList(),
                        MOST_OPERATIONS);
        return Future.all(ofLetters, ofNotification).map(all -> together(ofLetters.result(), ofNotification.result()));
    }

    private static List<Found> together(List<Found> some, List<Found> others) {
        Map<UUID, Found> all = new TreeMap<>(Comparator.reverseOrder());
        Stream.concat(some.stream(), others.stream()).forEach(found -> all.put(found.id(), found));
        return List.copyOf(all.values());
    }

    private record More(
            Map<UUID, JsonObject> effects,
            List<JsonObject> letters,
            List<JsonObject> consumers,
            List<JsonObject> outboxes) {}

    /** The calls on behalf of one operator. */
    private final class Inquiry {

        private final Caller caller;
        private final Set<String> unavailable;

        Inquiry(Caller caller, Set<String> unavailable) {
            this.caller = caller;
            this.unavailable = unavailable;
        }

        Future<List<JsonObject>> lettersAbout(String id) {
            return ask(deadLetters, "/v1/admin/dead-letters", Map.of("about", id, "limit", "20"))
                    .map(page -> page == null ? List.of() : items(page, "items"));
        }

        Future<@Nullable JsonObject> notification(UUID id) {
            return ask(notifier, "/v1/admin/notifications/" + id, Map.of())
                    .map(found -> found == null || found.getString("eventId") == null ? null : found);
        }

        /** Effects, letters in detail, and the consumers if something is still pending. */
        Future<More> more(List<Found> operations, List<JsonObject> letters) {
            List<Found> detailed = operations.stream().limit(MOST_IN_DETAIL).toList();
            List<Future<JsonObject>> asked = detailed.stream()
                    .map(found -> effects.of(caller, found.operation()))
                    .toList();
            Set<String> known = letters.stream()
                    .map(letter -> letter.getString("id"))
                    .collect(Collectors.toCollection(TreeSet::new));
            List<Future<List<JsonObject>>> further = detailed.stream()
                    .map(found -> lettersAbout(found.id().toString()))
                    .toList();
            return Future.all(asked).compose(effect -> Future.all(further)).compose(all -> {
                Map<UUID, JsonObject> effectsOf = new LinkedHashMap<>();
                for (int i = 0; i < detailed.size(); i++) {
                    effectsOf.put(detailed.get(i).id(), asked.get(i).result());
                }
                List<JsonObject> allLetters = Stream.concat(
                                letters.stream(),
                                further.stream()
                                        .flatMap(each -> each.result().stream())
                                        .filter(letter -> known.add(letter.getString("id"))))
                        .toList();
                Future<List<JsonObject>> whole = inDetail(allLetters);
                Future<JsonObject> overview = somethingIsToCome(operations, effectsOf.values())
                        ? overview()
                        : Future.succeededFuture(new JsonObject());
                return Future.all(whole, overview)
                        .map(both -> new More(
                                effectsOf,
                                whole.result(),
                                inShort(overview.result(), "consumers", OF_CONSUMERS),
                                inShort(overview.result(), "outboxes", OF_OUTBOXES)));
            });
        }

        private Future<List<JsonObject>> inDetail(List<JsonObject> letters) {
            List<Future<JsonObject>> whole = letters.stream()
                    .limit(MOST_IN_DETAIL)
                    .map(letter -> ask(deadLetters, "/v1/admin/dead-letters/" + letter.getString("id"), Map.of())
                            .map(found -> found == null ? letter : found))
                    .toList();
            return Future.all(whole)
                    .map(all -> Stream.concat(
                                    whole.stream().map(Future::result),
                                    letters.stream().skip(MOST_IN_DETAIL))
                            .map(Diagnosis::withoutBody)
                            .toList());
        }

        private Future<JsonObject> overview() {
            return ask(deadLetters, "/v1/admin/consumers", Map.of())
                    .map(overview -> overview == null ? new JsonObject() : overview);
        }

        /** Null if there is nothing, or if the service does not answer, which is recorded. */
        private Future<@Nullable JsonObject> ask(ServiceClient service, String path, Map<String, String> query) {
            var call = service.get(path).onBehalfOf(caller).within(PATIENCE);
            query.forEach(call::query);
            return call.sendForJson().recover(failure -> {
                if (!(failure instanceof ProblemException problem)
                        || problem.problem().status() != 404) {
                    unavailable.add(service.name());
                }
                return Future.succeededFuture();
            });
        }
    }

    private static boolean somethingIsToCome(List<Found> operations, Collection<JsonObject> effects) {
        return operations.stream().anyMatch(found -> !found.operation().status().done())
                || effects.stream().anyMatch(effect -> effect.getMap().containsValue("pending"));
    }

    private static JsonObject withoutBody(JsonObject letter) {
        JsonObject told = letter.copy();
        LEFT_OUT.forEach(told::remove);
        return told;
    }

    private static List<JsonObject> inShort(JsonObject overview, String list, List<String> members) {
        return items(overview, list).stream()
                .map(each -> {
                    JsonObject told = new JsonObject();
                    members.forEach(member -> told.put(member, each.getValue(member)));
                    return told;
                })
                .toList();
    }

    private static List<JsonObject> items(JsonObject answer, String member) {
        return answer.getJsonArray(member, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
