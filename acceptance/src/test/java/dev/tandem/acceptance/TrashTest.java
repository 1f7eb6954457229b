package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.contracts.TandemService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A task is deleted and restored, and another one is gone for good: in every service. */
final class TrashTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> DATABASES =
            Stream.of(TandemService.values()).map(TandemService::database).toList();

    /** Of a table: all columns in which something can be read. */
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'tsvector')
            ORDER BY 1, 2
            """;

    /** Where a title stays, and until when. */
    private static final Map<String, String> TITLES_REMAIN = Map.of(
            "analytics fact.data", "the audit trail, whose chain nobody may change: HISTORY_KEPT_DAYS",
            "notifier webhook_delivery.data", "what receivers may still ask for again: 90 days");

    private static final Pattern PARTITION = Pattern.compile("(?<=^fact)_[a-z0-9]+");

    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final String mark = "quirk" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void a_restored_task_is_what_it_was_and_counts_as_before() {
        String workspace = anna.workspace("Acme");
        anna.invite(workspace, ben);
        String project = done(anna, "POST", "/v1/projects", Client.project(workspace, "Apollo"));
        String tasks = "/v1/projects/" + project + "/tasks";
        String section =
                done(anna, "POST", "/v1/projects/" + project + "/sections", new JsonObject().put("name", "Doing"));
        done(anna, "POST", tasks, new JsonObject().put("title", "First"));
        String task = done(
                anna,
                "POST",
                tasks,
                new JsonObject()
                        .put("title", "Second")
                        .put("description", "Softly")
                        .put("sectionId", section)
                        .put("assigneeId", ben.user)
                        .put("dueOn", "2030-01-01"));
        String it = "/v1/tasks/" + task;
        done(anna, "POST", tasks, new JsonObject().put("title", "Third"));
        done(ben, "PATCH", it, new JsonObject().put("title", "Next").put("dueOn", "2030-02-01"));
        done(ben, "POST", it + "/comments", new JsonObject().put("text", "Yes"));
        JsonObject before = json(anna, it);
        JsonArray order = anna.items(tasks + "?sort=rank");
        JsonArray comments = anna.items(it + "/comments");
        JsonArray history = anna.items(it + "/history");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(project)).isEqualTo(List.of(3L, 1L, 1L)));

        done(ben, "DELETE", it, null);

        assertThat(anna.get(it).statusCode()).isEqualTo(404);
        assertThat(anna.get(it + "/comments").statusCode()).isEqualTo(404);
        assertThat(anna.items(tasks + "?sort=rank")).hasSize(2);
        JsonObject counts = json(anna, "/v1/projects/" + project + "/overview").getJsonObject("tasks");
        assertThat(counts.getInteger("total")).isEqualTo(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(project)).isEqualTo(List.of(2L, 0L, 0L)));

        done(anna, "POST", it + "/restoration", null);

        JsonObject after = json(anna, it);
        assertThat(after.getLong("version")).isEqualTo(before.getLong("version") + 2);
        assertThat(without(after, "version", "updatedAt")).isEqualTo(without(before, "version", "updatedAt"));
        assertThat(anna.items(tasks + "?sort=rank").stream()
                        .map(each -> ((JsonObject) each).getString("id"))
                        .toList())
                .isEqualTo(order.stream()
                        .map(each -> ((JsonObject) each).getString("id"))
                        .toList());
        assertThat(anna.items(it + "/comments")).isEqualTo(comments);
        assertThat(anna.items(it + "/history").stream().skip(2).toList())
                .as("below its restoration and its deletion")
                .isEqualTo(history.stream().toList());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open(project)).isEqualTo(List.of(3L, 1L, 1L)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds(ben)).contains("task.restored"));
        assertThat(kinds(anna)).contains("task.deleted");
        assertThat(anna.items("/v1/projects/" + project + "/activity").stream()
                        .map(each -> ((JsonObject) each).getString("verb")))
                .startsWith("task.restored", "task.deleted");
    }

    @Test
    void what_was_in_the_trash_for_too_long_is_found_nowhere() {
        String workspace = anna.workspace("Acme");
        anna.invite(workspace, ben);
        String project = done(anna, "POST", "/v1/projects", Client.project(workspace, "Apollo"));
        String task = done(
                anna,
                "POST",
                "/v1/projects/" + project + "/tasks",
                new JsonObject()
                        .put("title", "Title " + mark)
                        .put("description", "Description " + mark)
                        .put("assigneeId", ben.user));
        String it = "/v1/tasks/" + task;
        done(ben, "PATCH", it, new JsonObject().put("title", "Name " + mark));
        String comment =
                done(ben, "POST", it + "/comments", new JsonObject().put("text", "Said " + mark + ", @" + anna.user));
        done(
                ben,
                "PATCH",
                it + "/comments/" + comment,
                new JsonObject().put("text", "Said again " + mark + ", @" + anna.user));
        done(anna, "DELETE", it, null);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds(ben)).contains("task.created", "task.deleted"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found().keySet())
                        .contains(
                                "project_service task.title",
                                "project_service task_words.words",
                                "project_service comment_words.words",
                                "project_service task.description",
                                "project_service task_history.changes",
                                "project_service comment.text",
                                "activity_feed feed_entry.summary",
                                "activity_feed feed_entry.arguments",
                                "notifier notification.text",
                                "notifier notification.arguments",
                                "notifier changed_comment.title",
                                "notifier changed_comment.excerpt",
                                "analytics fact.data"));

        database("project_service")
                .execute("UPDATE task SET deleted_at = now() - interval '31 days' WHERE id = '" + task + "'");

        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> found = found();
            found.keySet().removeAll(TITLES_REMAIN.keySet());
            assertThat(found).isEmpty();
        });
        HttpResponse<String> late =
                Client.send(anna.request(it + "/restoration").POST(BodyPublishers.noBody()));
        assertThat(late.statusCode()).as(late.body()).isEqualTo(404);
        assertThat(anna.items("/v1/projects/" + project + "/trash")).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                anna.items("/v1/workspaces/" + workspace + "/audit?taskId=" + task).stream()
                                        .map(each -> ((JsonObject) each).getString("type")))
                        .startsWith("task.purged", "task.deleted"));
        for (Object entry : anna.items("/v1/workspaces/" + workspace + "/audit?taskId=" + task)) {
            assertThat(((JsonObject) entry).encode()).doesNotContain("Said").doesNotContain("Description");
        }
    }

    @Test
    void the_words_of_a_deleted_comment_are_found_nowhere() {
        String workspace = anna.workspace("Acme");
        anna.invite(workspace, ben);
        String project = done(anna, "POST", "/v1/projects", Client.project(workspace, "Apollo"));
        String task = done(anna, "POST", "/v1/projects/" + project + "/tasks", new JsonObject().put("title", "Land"));
        String comments = "/v1/tasks/" + task + "/comments";
        String comment = done(anna, "POST", comments, new JsonObject().put("text", "First " + mark + ", @" + ben.user));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found().keySet())
                        .contains(
                                "project_service comment.text",
                                "activity_feed feed_entry.arguments",
                                "notifier notification.arguments"));

        done(anna, "PATCH", comments + "/" + comment, new JsonObject().put("text", "Second, @" + ben.user));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found()).isEmpty());
        assertThat(texts(ben)).anyMatch(text -> text.contains("Second, @"));

        done(anna, "PATCH", comments + "/" + comment, new JsonObject().put("text", "Third " + mark));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(texts(ben)).anyMatch(text -> text.contains("Third")));
        done(anna, "DELETE", comments + "/" + comment, null);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(found()).isEmpty());
        assertThat(texts(ben)).noneMatch(text -> text.contains("comment"));
        assertThat(anna.items("/v1/projects/" + project + "/activity").stream()
                        .map(each -> ((JsonObject) each).getString("verb")))
                .startsWith("comment.deleted")
                .doesNotContain("comment.added", "comment.edited");
    }

    private static List<String> texts(Client client) {
        return client.items("/v1/notifications?limit=100").stream()
                .map(each -> ((JsonObject) each).getString("text"))
                .toList();
    }

    /** Scope, work in progress and due tasks of the project. */
    private List<Long> open(String project) {
        JsonObject report = json(anna, "/v1/projects/" + project + "/analytics");
        JsonArray buckets = report.getJsonArray("buckets");
        return List.of(
                buckets.getJsonObject(buckets.size() - 1).getLong("scope"),
                report.getJsonObject("workInProgress").getLong("count"),
                band(report, "Doing"));
    }

    private static long band(JsonObject report, String name) {
        return report.getJsonArray("cumulativeFlow").stream()
                .map(JsonObject.class::cast)
                .filter(each -> name.equals(each.getString("name")))
                .mapToLong(each -> {
                    JsonArray tasks = each.getJsonArray("tasks");
                    return tasks.getLong(tasks.size() - 1);
                })
                .sum();
    }

    private List<String> kinds(Client client) {
        return client.items("/v1/notifications?limit=100").stream()
                .map(each -> ((JsonObject) each).getString("kind"))
                .toList();
    }

    private static JsonObject json(Client client, String path) {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject without(JsonObject json, String... members) {
        JsonObject rest = json.copy();
        List.of(members).forEach(rest::remove);
        return rest;
    }

    private static String done(Client client, String method, String path, @Nullable JsonObject body) {
        HttpRequest.Builder request = body == null
                ? client.request(path).method(method, BodyPublishers.noBody())
                : Client.json(client.request(path), method, body.encode());
        HttpResponse<String> accepted = Client.send(request);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        JsonObject outcome = client.outcome(accepted);
        assertThat(outcome.getString("status")).as(outcome.encode()).isEqualTo("succeeded");
        return outcome.getJsonObject("target").getString("id");
    }

    /** Where the mark is, with one value of it: one statement for each database. */
    private Map<String, String> found() {
        Map<String, String> found = new TreeMap<>();
        for (String name : DATABASES) {
            String everywhere = database(name).rows(COLUMNS).stream()
                    .map(column ->
                            "(SELECT '%1$s.%2$s', %2$s::text FROM %1$s WHERE strpos(%2$s::text, '%3$s') > 0 LIMIT 1)"
                                    .formatted(column.get(0), column.get(1), mark))
                    .collect(Collectors.joining(" UNION ALL "));
            database(name)
                    .rows(everywhere)
                    .forEach(row ->
                            found.put(name + " " + PARTITION.matcher(row.get(0)).replaceFirst(""), row.get(1)));
        }
        return found;
    }

    private static Database database(String name) {
        return new Database(TheSystem.get().postgres(), name);
    }
}
