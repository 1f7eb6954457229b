package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the traces that requests through the whole system send by OTLP. */
final class OneTraceTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Client anna = Client.stranger("anna");
    private final String workspace = anna.workspace("Acme");

    @Test
    void one_request_is_one_tree_that_reads_as_the_flow_does() {
        HttpResponse<String> accepted = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
        anna.outcome(accepted);

        await().atMost(SOON).untilAsserted(() -> {
            List<Traces.Seen> trace = traceOf(accepted);
            assertThat(edges(trace))
                    .contains(
                            "- > gateway POST /v1/projects",
                            "gateway POST /v1/projects > gateway check permission",
                            "gateway check permission > gateway POST /v1/permissions",
                            "gateway POST /v1/permissions > project-service POST /v1/permissions",
                            "gateway POST /v1/projects > gateway accept",
                            "gateway accept > gateway publish commands",
                            "gateway publish commands > project-service process project-service.commands",
                            "project-service process project-service.commands > project-service publish events",
                            "project-service process project-service.commands > project-service publish operations",
                            "project-service publish events > activity-feed process activity-feed.events",
                            "project-service publish events > notifier process notifier.events",
                            "project-service publish operations > gateway process gateway.operations",
                            // SQL, below what caused it
                            "gateway accept > gateway INSERT operation",
                            "gateway accept > gateway INSERT outbox",
                            "project-service process project-service.commands > project-service INSERT project",
                            "activity-feed process activity-feed.events > activity-feed INSERT feed_entry")
                    .filteredOn(edge -> edge.startsWith("- >"))
                    .containsExactly("- > gateway POST /v1/projects");
            assertThat(trace).noneMatch(span -> span.failed);
        });
        assertThat(traceOf(accepted))
                .allSatisfy(span ->
                        assertThat(span.toString() + span.attribute("url.full")).doesNotContain("?"));
    }

    @Test
    void requests_that_run_through_each_other_keep_their_own_traces_to_the_last_span() {
        List<Client> others = List.of(Client.stranger("bea"), Client.stranger("cleo"), Client.stranger("dora"));
        Map<Client, String> workspaces = others.stream()
                .collect(Collectors.toMap(Function.identity(), each -> each.workspace("Of " + each.user)));
        Map<String, HttpResponse<String>> accepted = new HashMap<>();
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            Client client = others.get(i % others.size());
            sent.add(Client.sendLater(Client.json(
                    client.request("/v1/projects").header("X-Correlation-Id", client.user + "." + i),
                    "POST",
                    Client.project(workspaces.get(client), "P" + i).encode())));
        }
        for (int i = 0; i < sent.size(); i++) {
            accepted.put(
                    others.get(i % others.size()).user + "." + i, sent.get(i).join());
        }

        await().atMost(SOON)
                .untilAsserted(() -> accepted.forEach((correlation, answer) -> {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                    JsonObject operation = new JsonObject(answer.body());
                    List<Traces.Seen> trace = traceOf(answer);
                    assertThat(named(trace))
                            .containsEntry("gateway POST /v1/projects", 1L)
                            .containsEntry("gateway accept", 1L)
                            .containsEntry("gateway publish commands", 1L)
                            .containsEntry("project-service process project-service.commands", 1L)
                            .containsEntry("project-service publish events", 1L)
                            .containsEntry("project-service publish operations", 1L)
                            .containsEntry("activity-feed process activity-feed.events", 1L)
                            .containsEntry("notifier process notifier.events", 1L)
                            .containsEntry("gateway process gateway.operations", 1L);
                    assertThat(edges(trace))
                            .contains(
                                    "gateway accept > gateway publish commands",
                                    "gateway publish commands > project-service process project-service.commands",
                                    "project-service publish events > notifier process notifier.events");
                    assertThat(distinct(trace, "tandem.correlation.id")).containsExactly(correlation);
                    assertThat(distinct(trace, "tandem.operation.id")).containsExactly(operation.getString("id"));
                    assertThat(distinct(trace, "tandem.workspace.id")).hasSize(1);
                }));
    }

    @Test
    void a_retry_and_a_dead_letter_are_linked_to_the_first_trace_under_one_correlation_id() {
        HttpResponse<String> accepted;
        List<Traces.Seen> attempts = new ArrayList<>();
        anna.invite(workspace, Client.stranger("ben"));
        try (Broken broken = Broken.table("notifier", "notification")) {
            accepted = anna.post("/v1/projects", Client.project(workspace, "Apollo"));
            anna.outcome(accepted);
            String correlation = correlation(accepted);
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(TheSystem.TRACES.with("tandem.correlation.id", correlation))
                            .extracting(span -> span.name)
                            .contains("dead-letter notifier.events"));
            await().atMost(SOON).untilAsserted(() -> {
                attempts.clear();
                TheSystem.TRACES.with("tandem.correlation.id", correlation).stream()
                        .filter(span -> span.name.equals("process notifier.events"))
                        .sorted(Comparator.comparingLong(span -> span.number("tandem.attempt")))
                        .forEach(attempts::add);
                assertThat(attempts).hasSize(6).allMatch(span -> span.failed);
            });
        }

        List<Traces.Seen> all = TheSystem.TRACES.with("tandem.correlation.id", correlation(accepted));
        Traces.Seen published = all.stream()
                .filter(span -> span.name.equals("publish events"))
                .findFirst()
                .orElseThrow();
        assertThat(attempts).extracting(span -> span.traceId).doesNotHaveDuplicates();
        assertThat(attempts.get(0).parentId).isEqualTo(published.id);
        for (int i = 1; i < attempts.size(); i++) {
            Traces.Seen failed = attempts.get(i - 1);
            Traces.Seen copy = all.stream()
                    .filter(span -> span.name.equals("retry notifier.events") && span.parentId.equals(failed.id))
                    .findFirst()
                    .orElseThrow();
            assertThat(attempts.get(i).parentId).isEmpty();
            assertThat(attempts.get(i).linkedIds).containsExactly(published.id, copy.id);
        }
        Traces.Seen letter = all.stream()
                .filter(span -> span.name.equals("dead-letter notifier.events"))
                .findFirst()
                .orElseThrow();
        assertThat(letter.parentId).isEqualTo(attempts.get(5).id);
        assertThat(letter.attribute("tandem.operation.id")).isEqualTo(new JsonObject(accepted.body()).getString("id"));
        // The statement that failed is marked as failed, with the error's code.
        assertThat(TheSystem.TRACES.ofTrace(attempts.get(0).traceId))
                .filteredOn(span -> span.failed && span.service.equals("notifier"))
                .extracting(span -> span.attribute("error.type"))
                .contains("42P01");
        aReplayIsATraceOfItsOwn(accepted, published);
    }

    private static void aReplayIsATraceOfItsOwn(HttpResponse<String> accepted, Traces.Seen published) {
        Client olga = Client.operator("olga");
        String letters = "/v1/admin/dead-letters";
        String letter = await().until(
                        () -> olga.items(letters + "?correlationId=" + correlation(accepted)),
                        found -> !found.isEmpty())
                .getJsonObject(0)
                .getString("id");
        assertThat(olga.post(letters + "/" + letter + ":replay", new JsonObject())
                        .statusCode())
                .isEqualTo(202);

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            List<Traces.Seen> all = TheSystem.TRACES.with("tandem.correlation.id", correlation(accepted));
            Traces.Seen replay = all.stream()
                    .filter(span -> span.name.equals("replay notifier.events"))
                    .findFirst()
                    .orElseThrow();
            Traces.Seen again = all.stream()
                    .filter(span -> span.parentId.equals(replay.id))
                    .findFirst()
                    .orElseThrow();
            assertThat(replay.parentId).isEmpty();
            assertThat(again.name).isEqualTo("process notifier.events");
            assertThat(again.linkedIds).contains(published.id);
            assertThat(again.traceId).isNotEqualTo(published.traceId);
            assertThat(edges(TheSystem.TRACES.ofTrace(replay.traceId)))
                    .contains("notifier process notifier.events > notifier INSERT notification");
        });
    }

    private static List<Traces.Seen> traceOf(HttpResponse<String> accepted) {
        return TheSystem.TRACES.with("tandem.correlation.id", correlation(accepted)).stream()
                .filter(span -> span.name.equals("POST /v1/projects"))
                .findFirst()
                .map(request -> TheSystem.TRACES.ofTrace(request.traceId))
                .orElse(List.of());
    }

    private static String correlation(HttpResponse<String> accepted) {
        return accepted.headers().firstValue("X-Correlation-Id").orElseThrow();
    }

    private static List<String> edges(List<Traces.Seen> trace) {
        Map<String, Traces.Seen> byId = trace.stream().collect(Collectors.toMap(span -> span.id, Function.identity()));
        return trace.stream()
                .map(span ->
                        (byId.containsKey(span.parentId) ? label(byId.get(span.parentId)) : "-") + " > " + label(span))
                .toList();
    }

    private static Map<String, Long> named(List<Traces.Seen> trace) {
        return trace.stream().collect(Collectors.groupingBy(OneTraceTest::label, TreeMap::new, Collectors.counting()));
    }

    private static List<String> distinct(List<Traces.Seen> trace, String attribute) {
        return trace.stream()
                .map(span -> span.attribute(attribute))
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    private static String label(Traces.Seen span) {
        return span.service + " " + span.name;
    }
}
