package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.acceptance.contract.Topology;
import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.acceptance.torture.check.Rabbit;
import dev.tandem.acceptance.torture.check.Rabbit.Copy;
import dev.tandem.contracts.TandemService;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.envelope.CloudEvents;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Somebody lives a day, is erased, and is looked for in every column of every table of every service. */
final class ErasureTest {

    private static final List<String> DATABASES =
            Stream.of(TandemService.values()).map(TandemService::database).toList();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration REBUILT = Duration.ofMinutes(4);
    private static final String ERASURES = "/v1/admin/erasures";
    private static final String REBUILDS = "/v1/admin/rebuilds";

    /** Of a table: all columns in which something can be read, bytes included. */
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'uuid', 'ARRAY', 'bytea', 'tsvector')
            ORDER BY 1, 2
            """;

    /** What may still lead to somebody who was erased, by table and column, and why. */
    private static final Map<String, String> MAY_REMAIN = Map.of();

    private final Map<String, Database> databases = new TreeMap<>();
    private final Client anna = Client.stranger("anna");
    private final Client ben = Client.stranger("ben");
    private final Client erin = Client.stranger("erin");
    private final Client olga = Client.operator("olga");
    private final String word = "Quimby" + UUID.randomUUID().toString().replace("-", "");
    private final String name = "Erin " + word;
    private final String email = "quimby-" + UUID.randomUUID() + "@example.com";
    private List<String> traces = List.of(erin.user, word, email);

    @Test
    void who_is_erased_is_found_nowhere_also_after_a_rebuild_and_others_keep_what_is_theirs() {
        String workspace = anna.workspace("Acme");
        anna.invite(workspace, ben);
        aDayIn(workspace);
        String hers = aWorkspaceOfHerOwn();
        invitations(hers);
        joinedAndLeft();
        mails(workspace);
        webhooks(workspace);
        preferences(workspace);
        assertThat(found().keySet())
                .as("where she is found before")
                .contains(
                        "gateway operation.user_id",
                        "project_service comment.text",
                        "project_service invitation.email",
                        "project_service invitation.invited_by",
                        "project_service invitation_mail.sent_by",
                        "project_service member.email",
                        "project_service task.assignee_id",
                        "project_service task_history.actor_id",
                        "project_service task_history.actor_name",
                        "project_service task_history.changes",
                        "project_service task.deleted_by",
                        "activity_feed feed_entry.summary",
                        "activity_feed feed_entry.arguments",
                        "analytics fact.actor_id",
                        "analytics fact.people",
                        "analytics actor.id",
                        "analytics history_limit.set_by",
                        "notifier notification.user_id",
                        "notifier notification.text",
                        "notifier notification.arguments",
                        "notifier changed_comment.excerpt",
                        "notifier changed_comment.author_id",
                        "notifier workspace_member.name",
                        "notifier delivery.receiver",
                        "notifier delivery.address",
                        "notifier mail_subscription.user_id",
                        "notifier suppressed_address.address",
                        "dead_letters letter.body",
                        "dead_letters audit.actor");
        Map<String, List<List<String>>> before = ofOthersIn(workspace);

        JsonObject erasure = erased();

        assertThat(erasure.getJsonArray("missing")).isEmpty();
        assertThat(erasure.getJsonArray("services"))
                .extracting(each -> ((JsonObject) each).getString("service"))
                .as("those that are told of an erasure")
                .containsExactlyInAnyOrderElementsOf(new Topology()
                        .queuesOf("operations", "person.erase").stream()
                                .map(queue -> queue.substring(0, queue.indexOf('.')))
                                .toList());
        assertThat(erasure.getJsonArray("services"))
                .hasSize(DATABASES.size())
                .allSatisfy(each -> assertThat(((JsonObject) each).getJsonObject("rows"))
                        .as(((JsonObject) each).getString("service"))
                        .isNotEmpty());
        awaitNotFound("after the erasure");
        assertThat(erin.get("/v1/workspaces").statusCode()).isEqualTo(401);
        assertThat(anna.put(
                                "/v1/workspaces/" + workspace + "/members/" + erin.user,
                                new JsonObject().put("role", "member"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(role(hers, ben)).isEqualTo("owner");

        aLateMessageIsGivenUp();
        awaitNotFound("after a late message");

        rebuild("activity-feed.events");
        rebuild("notifier.events");
        rebuild("analytics.events");

        awaitNotFound("after the rebuilds");
        assertThat(erased().getString("id")).isEqualTo(erasure.getString("id"));
        awaitNotFound("after she was erased again");
        Map<String, List<List<String>>> after = ofOthersIn(workspace);
        assertThat(before.values()).noneMatch(List::isEmpty);
        before.forEach((table, rows) ->
                assertThat(after.get(table)).as("rows of others in " + table).containsAll(rows));
    }

    @Test
    void somebody_whose_mentions_need_brackets_and_backslashes_is_found_nowhere_either() {
        String unique = UUID.randomUUID().toString();
        String frank = "fr]nk\\" + unique;
        String mention = "@[fr\\]nk\\\\" + unique + "]";
        traces = List.of(unique);
        String workspace = anna.workspace("Acme");
        anna.invite(workspace, ben);
        HttpResponse<String> added = anna.put(
                "/v1/workspaces/" + workspace + "/members/" + URLEncoder.encode(frank, StandardCharsets.UTF_8),
                new JsonObject().put("role", "member"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        assertThat(new JsonObject(added.body()).getString("mention")).isEqualTo(mention);
        String project = done(anna, "/v1/projects", Client.project(workspace, "Apollo"));
        String task = done(
                anna,
                "/v1/projects/" + project + "/tasks",
                new JsonObject().put("title", "Write").put("assigneeId", ben.user));
        String comments = "/v1/tasks/" + task + "/comments";
        String said = done(anna, comments, new JsonObject().put("text", "Well, " + mention));
        JsonObject change = new JsonObject().put("text", "Well done, " + mention);
        done(anna, Client.json(anna.request(comments + "/" + said), "PATCH", change.encode()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found().keySet())
                        .contains(
                                "project_service comment.text",
                                "project_service comment.mentions",
                                "activity_feed feed_entry.summary",
                                "activity_feed feed_entry.arguments",
                                "notifier notification.text",
                                "notifier notification.arguments",
                                "notifier changed_comment.excerpt"));

        HttpResponse<String> accepted = olga.post(ERASURES, new JsonObject().put("userId", frank));

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        awaitNotFound("after the erasure");
    }

    private void aDayIn(String workspace) {
        put(
                workspace,
                erin,
                new JsonObject().put("role", "member").put("name", name).put("email", email));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(erin.items("/v1/notifications")).isNotEmpty());
        String project = done(
                erin,
                Client.json(
                        erin.request("/v1/projects")
                                .header("Idempotency-Key", UUID.randomUUID().toString()),
                        "POST",
                        Client.project(workspace, "Apollo").encode()));
        String task = done(
                anna,
                "/v1/projects/" + project + "/tasks",
                new JsonObject().put("title", "Write").put("assigneeId", erin.user));
        done(anna, "/v1/projects/" + project + "/tasks", new JsonObject().put("title", "Rest"));
        String hers = done(
                erin,
                "/v1/projects/" + project + "/tasks",
                new JsonObject().put("title", "Read").put("assigneeId", ben.user));
        changed(erin, hers, new JsonObject().put("assigneeId", erin.user));
        changed(erin, hers, new JsonObject().put("assigneeId", ben.user));
        String comments = "/v1/tasks/" + task + "/comments";
        String said = done(
                erin,
                comments,
                new JsonObject().put("text", "I am " + name + ", reach me at " + email + ", @" + ben.user));
        done(
                erin,
                Client.json(
                        erin.request(comments + "/" + said),
                        "PATCH",
                        new JsonObject()
                                .put("text", "I am " + name + ", write to " + email + ", @" + ben.user)
                                .encode()));
        String deleted = done(erin, "/v1/projects/" + project + "/tasks", new JsonObject().put("title", "Forget"));
        done(erin, erin.request("/v1/tasks/" + deleted).DELETE());
        done(ben, comments, new JsonObject().put("text", "Thank you, @" + erin.user + ". Or @[" + erin.user + "]"));
        assertThat(erin.outcome(erin.post(
                                "/v1/projects/" + project + "/tasks",
                                new JsonObject()
                                        .put("title", "Never")
                                        .put("assigneeId", "nobody " + UUID.randomUUID())))
                        .getString("status"))
                .isEqualTo("failed");
        String letter = aDeadLetterAbout(workspace, task);
        assertThat(Client.operator(erin.user)
                        .post("/v1/admin/dead-letters/" + letter + ":discard", new JsonObject().put("reason", "a test"))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Which the notifier gave up. */
    private String aDeadLetterAbout(String workspace, String task) {
        try (Broken notifier = Broken.table("notifier", "notification")) {
            done(erin, "/v1/tasks/" + task + "/comments", new JsonObject().put("text", "Lost, @" + ben.user));
            return await().atMost(PATIENCE)
                    .until(
                            () -> olga.items("/v1/admin/dead-letters?consumer=notifier.events&tenant=" + workspace),
                            letters -> !letters.isEmpty())
                    .getJsonObject(0)
                    .getString("id");
        }
    }

    /** Once her task and her mention were mailed, as if more mails to her had been refused, one at an earlier address. */
    private void mails(String workspace) {
        Database notifier = database("notifier");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                notifier.rows("SELECT state FROM delivery WHERE receiver = '%s'".formatted(erin.user)))
                        .containsExactly(List.of("sent"), List.of("sent")));
        notifier.execute("""
                INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, answer, created_at, updated_at)
                VALUES ('%s', 'mail', '%s', '%s', gen_random_uuid(), 'refused', now(), 'no %s here', now(), now())
                """.formatted(UuidCreator.getTimeOrderedEpoch(), erin.user, workspace, email));
        notifier.execute(
                "INSERT INTO suppressed_address (address, reason, user_id) VALUES (lower('%s'), 'no %s here', 'frank')"
                        .formatted(email, email));
        notifier.execute(
                "INSERT INTO suppressed_address (address, reason, user_id) VALUES ('old-%s', 'nobody here', '%s')"
                        .formatted(email, erin.user));
    }

    private void preferences(String workspace) {
        Database notifier = database("notifier");
        notifier.execute(
                "INSERT INTO mail_preference (user_id, kind, scope, news) VALUES ('%s', 'workspace', '%s', 'off')"
                        .formatted(erin.user, workspace));
        notifier.execute(
                "INSERT INTO mail_schedule (user_id, zone, every, at, days) VALUES ('%s', 'UTC', 'day', '08:00', '{MONDAY}')"
                        .formatted(erin.user));
        notifier.execute(
                "INSERT INTO digest (id, user_id, workspace_id, since_id, before_id) VALUES ('%s', '%s', '%s', '%s', '%s')"
                        .formatted(
                                UuidCreator.getTimeOrderedEpoch(),
                                erin.user,
                                workspace,
                                UuidCreator.getTimeOrderedEpoch(),
                                UuidCreator.getTimeOrderedEpoch()));
        notifier.execute(
                "INSERT INTO digest_progress (user_id, covered_until, due_at) VALUES ('%s', now(), now() + interval '1 day')"
                                .formatted(erin.user)
                        + " ON CONFLICT DO NOTHING");
    }

    /** She has made a webhook, whose receiver answers with what it was sent. */
    private void webhooks(String workspace) {
        Database notifier = database("notifier");
        UUID webhook = UuidCreator.getTimeOrderedEpoch();
        notifier.execute("""
                INSERT INTO webhook (id, workspace_id, url, events, disabled, last_answer, created_by, created_at)
                VALUES ('%s', '%s', 'https://example.com/', '{}', 'admin', 'got %s', '%s', now())
                """.formatted(webhook, workspace, erin.user, erin.user));
        notifier.execute("""
                INSERT INTO webhook_delivery (webhook_id, sequence, event_id, type, occurred_at, data, due_at, answer, updated_at)
                VALUES ('%s', 1, gen_random_uuid(), 'task.created', now(), '{"actorId": "%s"}', 'infinity', 'got %s', now())
                """.formatted(webhook, erin.user, erin.user));
    }

    /** She was invited elsewhere, and has invited somebody. */
    private void invitations(String hers) {
        invite(anna, anna.workspace("Elsewhere"), email);
        invite(erin, hers, "friend-" + UUID.randomUUID() + "@example.com");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database("notifier")
                                .rows("SELECT state FROM delivery WHERE channel = 'invitation' AND address = '%s'"
                                        .formatted(email)))
                        .containsExactly(List.of("sent")));
    }

    /** Only her id leads to what is known of the address there. */
    private void joinedAndLeft() {
        String left = anna.workspace("Left");
        String address = erin.user + "@example.com";
        String token = Mailbox.invitation(address, invite(anna, left, address));
        HttpResponse<String> accepted = Client.send(
                erin.request("/v1/invitations/" + token + "/acceptance").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database("notifier")
                                .rows("SELECT user_id FROM mail_subscription WHERE workspace_id = '%s'"
                                        .formatted(left)))
                        .containsExactly(List.of(erin.user)));
        assertThat(anna.delete("/v1/workspaces/" + left + "/members/" + erin.user)
                        .statusCode())
                .isEqualTo(204);
    }

    private static String invite(Client inviter, String workspace, String address) {
        HttpResponse<String> answer = inviter.post(
                "/v1/workspaces/" + workspace + "/invitations",
                new JsonObject().put("email", address).put("role", "viewer"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body()).getString("id");
    }

    private String aWorkspaceOfHerOwn() {
        String hers = erin.workspace("Hers");
        put(hers, ben, new JsonObject().put("role", "member"));
        assertThat(erin.put("/v1/workspaces/" + hers + "/audit/retention", new JsonObject().put("days", 400))
                        .statusCode())
                .isEqualTo(200);
        return hers;
    }

    /** About her, of a type that nobody reads. */
    private void aLateMessageIsGivenUp() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Envelope envelope = Envelope.of("dev.tandem.test.late.v1")
                .id(id)
                .source("/project-service")
                .subject(erin.user)
                .time(Instant.now())
                .tenant("late")
                .actor(erin.user)
                .correlationId("late")
                .build();
        JsonObject data = new JsonObject()
                .put(
                        "by",
                        new JsonObject()
                                .put("userId", erin.user)
                                .put("name", name)
                                .put("email", email))
                .put("text", "Write to " + email);
        new Rabbit(TheSystem.get().broker())
                .publish(List.of(Copy.of(
                        "",
                        "notifier.events",
                        CloudEvents.SINGLE,
                        CloudEvents.write(envelope, data.getMap()).toString())));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(olga.items("/v1/admin/dead-letters?about=" + id))
                        .hasSize(1));
    }

    private static String role(String workspace, Client member) {
        return new JsonObject(member.get("/v1/workspaces/" + workspace).body()).getString("role");
    }

    private void put(String workspace, Client member, JsonObject as) {
        Client owner = member == erin ? anna : erin;
        HttpResponse<String> answer = owner.put("/v1/workspaces/" + workspace + "/members/" + member.user, as);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void changed(Client client, String task, JsonObject change) {
        done(client, Client.json(client.request("/v1/tasks/" + task), "PATCH", change.encode()));
    }

    private static String done(Client client, String path, JsonObject body) {
        return done(client, Client.json(client.request(path), "POST", body.encode()));
    }

    private static String done(Client client, HttpRequest.Builder request) {
        HttpResponse<String> accepted = Client.send(request);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        assertThat(client.outcome(accepted).getString("status")).isEqualTo("succeeded");
        return new JsonObject(accepted.body()).getJsonObject("target").getString("id");
    }

    private JsonObject erased() {
        HttpResponse<String> accepted = olga.post(ERASURES, new JsonObject().put("userId", erin.user));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        return await().atMost(PATIENCE)
                .until(() -> new JsonObject(olga.get(location).body()), erasure -> erasure.getBoolean("done"));
    }

    private void rebuild(String consumer) {
        HttpResponse<String> accepted = olga.post(REBUILDS, new JsonObject().put("consumer", consumer));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        JsonObject rebuild = await().atMost(REBUILT)
                .until(() -> new JsonObject(olga.get(location).body()), each -> each.getBoolean("done"));
        assertThat(rebuild.getString("status")).as(rebuild.encode()).isEqualTo("succeeded");
    }

    private void awaitNotFound(String when) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> found = found();
            found.keySet().removeAll(MAY_REMAIN.keySet());
            assertThat(found).as(when).isEmpty();
        });
    }

    /** Where one of her traces is, with one row of it: one statement for each database. */
    private Map<String, String> found() {
        Map<String, String> found = new TreeMap<>();
        for (String name : DATABASES) {
            Database database = database(name);
            String everywhere = database.rows(COLUMNS).stream()
                    .map(column -> rowWithATrace(column.get(0), column.get(1), column.get(2)))
                    .collect(Collectors.joining(" UNION ALL "));
            database.rows(everywhere).forEach(row -> found.put(name + " " + row.get(0), row.get(1)));
        }
        return found;
    }

    private String rowWithATrace(String table, String column, String type) {
        String read = (type.equals("bytea") ? "encode(%s, 'escape')" : "%s::text").formatted(column);
        return "(SELECT '%s.%s', %s FROM %s WHERE %s LIMIT 1)".formatted(table, column, read, table, names(read));
    }

    private String names(String read) {
        return String.join(
                " OR ",
                traces.stream()
                        .map(trace -> "strpos(lower(%s), '%s') > 0".formatted(read, trace.toLowerCase(Locale.ROOT)))
                        .toList());
    }

    /** Rows that she is not in, of the tables that only requests and events change. */
    private Map<String, List<List<String>>> ofOthersIn(String workspace) {
        Map<String, List<List<String>>> rows = new TreeMap<>();
        Map.of(
                        "gateway", List.of("operation"),
                        "project_service", List.of("task", "member"),
                        "activity_feed", List.of("feed_entry"),
                        "analytics", List.of("fact"),
                        "notifier", List.of("notification", "workspace_member"))
                .forEach((database, tables) -> tables.forEach(table -> rows.put(
                        database + " " + table,
                        new ArrayList<>(database(database)
                                .rows("SELECT t::text FROM %s t WHERE workspace_id = '%s' AND NOT (%s)"
                                        .formatted(table, workspace, names("t::text")))))));
        return rows;
    }

    private Database database(String name) {
        return databases.computeIfAbsent(
                name, known -> new Database(TheSystem.get().postgres(), known));
    }
}
