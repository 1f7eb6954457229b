package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Counts what one creation costs: transactions, messages and rows. {@code docs/architecture.md} has a table with the same
 * numbers. A change that adds a consumer, a message, a statement or a row to every creation shows here.
 */
@Tag("long")
final class CostOfACreationTest {

    /** PostgreSQL's processes tell what they did within ten seconds. */
    private static final Duration ALL_TOLD = Duration.ofSeconds(11);

    private static final int MOST_IN_A_MESSAGE = 64;

    private final Client anna = Client.stranger("anna");
    private final List<Client> others =
            Stream.of("ben", "carla", "dan").map(Client::stranger).toList();
    private final String workspace = anna.workspace("Acme");

    @Test
    void a_creation_by_itself_is_five_transactions_and_three_messages_and_many_share_them() {
        others.forEach(other -> anna.invite(workspace, other));
        Spent before = quiet();

        for (int i = 0; i < 3; i++) {
            create("Alone " + i);
            awaitEverywhere(i + 1);
        }
        Spent alone = quiet();

        assertThat(alone.since(before).counts()).isEqualTo(times(3, transactions(), messages(), rows()));

        TheSystem.get().broker().kill();
        List<HttpResponse<String>> accepted = new ArrayList<>();
        for (int i = 0; i < MOST_IN_A_MESSAGE; i++) {
            accepted.add(post("Together " + i));
        }
        TheSystem.get().broker().start();
        accepted.forEach(each -> assertThat(
                        anna.outcome(each.headers().firstValue("Location").orElseThrow(), Duration.ofSeconds(60))
                                .getString("status"))
                .isEqualTo("succeeded"));
        awaitEverywhere(3 + MOST_IN_A_MESSAGE);
        Spent together = quiet();

        Map<String, Long> shared = new HashMap<>(together.since(alone).counts());
        Map<String, Long> most = new HashMap<>(times(3, transactions(), messages()));
        most.put("transactions that accept", (long) MOST_IN_A_MESSAGE);
        most.forEach((name, count) -> assertThat(shared.remove(name)).as(name).isBetween(1L, count));
        assertThat(shared).isEqualTo(times(MOST_IN_A_MESSAGE, rows()));
    }

    private static Map<String, Long> transactions() {
        return Map.of(
                "transactions that accept", 1L,
                "transactions of project-service.commands", 1L,
                "transactions of activity-feed.events", 1L,
                "transactions of notifier.events", 1L,
                "transactions of analytics.events", 1L,
                "writes to analytics measure", 1L,
                "transactions of gateway.operations", 1L);
    }

    private static Map<String, Long> messages() {
        return Map.of("messages of gateway", 1L, "messages of project-service", 2L);
    }

    /** In a workspace of four, without an idempotency key, where mail is configured. */
    private static Map<String, Long> rows() {
        return Map.ofEntries(
                Map.entry("inserts gateway operation", 1L),
                Map.entry("updates gateway operation", 1L),
                Map.entry("inserts gateway outbox", 1L),
                Map.entry("deletes gateway outbox", 1L),
                Map.entry("inserts gateway inbox", 1L),
                Map.entry("inserts project-service project", 1L),
                Map.entry("inserts project-service project_member", 1L),
                Map.entry("inserts project-service inbox", 1L),
                Map.entry("inserts project-service outbox", 2L),
                Map.entry("deletes project-service outbox", 2L),
                Map.entry("inserts activity-feed feed_entry", 1L),
                Map.entry("inserts activity-feed inbox", 1L),
                Map.entry("inserts analytics fact", 1L),
                Map.entry("inserts analytics inbox", 1L),
                Map.entry("inserts notifier notification", 3L),
                Map.entry("inserts notifier project_name", 1L),
                Map.entry("inserts notifier inbox", 1L));
    }

    @SafeVarargs
    private static Map<String, Long> times(long creations, Map<String, Long>... costs) {
        Map<String, Long> all = new HashMap<>();
        Stream.of(costs).forEach(all::putAll);
        all.replaceAll((name, count) -> count * creations);
        return all;
    }

    private void create(String name) {
        assertThat(anna.outcome(post(name)).getString("status")).isEqualTo("succeeded");
    }

    private HttpResponse<String> post(String name) {
        HttpResponse<String> answer = anna.post("/v1/projects", Client.project(workspace, name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private void awaitEverywhere(int projects) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(created(anna, "/v1/workspaces/" + workspace + "/activity?limit=100", "verb"))
                    .isEqualTo(projects);
            assertThat(created(anna, "/v1/workspaces/" + workspace + "/audit?limit=100", "type"))
                    .isEqualTo(projects);
            for (Client other : others) {
                assertThat(created(other, "/v1/notifications?limit=100", "kind"))
                        .isEqualTo(projects);
            }
        });
    }

    private static long created(Client client, String path, String member) {
        return client.items(path).stream()
                .filter(item -> "project.created".equals(((JsonObject) item).getString(member)))
                .count();
    }

    /** What was spent, once nothing more is. */
    private static Spent quiet() {
        Spent[] last = {Spent.soFar()};
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .during(ALL_TOLD)
                .until(() -> {
                    Spent before = last[0];
                    last[0] = Spent.soFar();
                    return last[0].equals(before);
                });
        return last[0];
    }
}
