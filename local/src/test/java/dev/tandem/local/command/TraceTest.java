package dev.tandem.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import dev.tandem.local.demo.DemoWorkspace;
import dev.tandem.local.http.JsonServer;
import dev.tandem.local.instance.Instance;
import dev.tandem.local.instance.StateFiles;
import dev.tandem.local.trace.RecentSpans;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {

    private static final Path DEFINITIONS = Path.of(System.getProperty("tandem.definitions"));
    private static final StateFiles STATES = StateFiles.of(System.getenv());

    @TempDir
    static Path temporary;

    private static LocalSystem system;
    private static UUID workspace;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        system = LocalSystem.start(LocalOptions.temporary(DEFINITIONS)
                .with(Map.of("RETRY_POLICY", "2 attempts from 1s"))
                .keptIn(temporary.resolve("data")));
        workspace =
                new DemoWorkspace(system.baseUri(), system.token("alice", false), temporary.resolve("demo")).ensure();
        STATES.add(system.instance().orElseThrow());
    }

    @AfterAll
    static void stop() {
        system.instance().ifPresent(STATES::remove);
        system.close();
    }

    @Test
    void one_request_is_one_tree_from_the_gateway_to_the_last_consumer() throws Exception {
        JsonObject accepted = createProject();
        String operation = accepted.getString("id");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String told = trace(operation);
            assertThat(told)
                    .startsWith("operation    " + operation)
                    .containsPattern("(?m)^spans +\\d+, \\d+ of them .* folded away")
                    .containsPattern("(?m)^duration +\\d+\\.\\d m?s$")
                    .doesNotContain("ERROR", "not here");
            assertThat(told.lines().filter(line -> line.startsWith("trace "))).hasSize(1);
            assertBelow(told, "POST /v1/projects", "check permission");
            assertBelow(told, "check permission", "POST /v1/permissions");
            assertBelow(told, "POST /v1/projects", "accept");
            assertBelow(told, "accept", "publish commands");
            assertBelow(told, "publish commands", "process project-service.commands");
            assertBelow(told, "process project-service.commands", "publish events");
            assertBelow(told, "publish events", "process activity-feed.events");
            assertBelow(told, "publish events", "process notifier.events");
            assertBelow(told, "publish operations", "process gateway.operations");
        });
    }

    @Test
    void an_operation_may_be_given_as_its_path_and_shown_in_full() throws Exception {
        String operation = createProject().getString("id");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String told = trace("/v1/operations/" + operation, "--all");
            assertThat(told).contains("process gateway.operations").doesNotContain("folded away");
            assertThat(told.toUpperCase(Locale.ROOT)).contains("INSERT INTO");
        });
    }

    @Test
    void a_retry_is_a_tree_of_its_own_that_says_what_it_repeats() throws Exception {
        String operation;
        takeTheNotifiersTableAway();
        try {
            operation = createProject().getString("id");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(trace(operation)).contains("retry notifier.events", "ERROR"));
        } finally {
            inTheNotifiersDatabase("ALTER TABLE away RENAME TO notification");
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String told = trace(operation);
            assertThat(told.lines())
                    .anySatisfy(line -> assertThat(line).matches("retry [0-9a-f]{32}, .* after the first began"))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("linked to ")
                            .contains("publish events (project-service)")
                            .contains("notifier.events (notifier, attempt "))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("process notifier.events ")
                            .contains("attempt 2"));
            assertBelow(told, "process notifier.events", "retry notifier.events");
        });
    }

    @Test
    void why_tells_from_the_correlation_id_alone_what_failed_and_the_command_that_sends_it_again() throws Exception {
        JsonObject accepted;
        takeTheNotifiersTableAway();
        try {
            accepted = createProject();
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() ->
                            assertThat(why(accepted.getString("correlationId"))).contains("dead letter"));
        } finally {
            inTheNotifiersDatabase("ALTER TABLE away RENAME TO notification");
        }
        String told = why(accepted.getString("correlationId"));
        assertThat(told.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("what ")
                        .contains(accepted.getString("id"), "project.create by alice", "succeeded"))
                .anySatisfy(line -> assertThat(line).startsWith("why ").contains("notification"))
                .anySatisfy(line -> assertThat(line).contains("curl -sS -X POST", ":replay"));
        assertThat(why("/v1/operations/" + accepted.getString("id"))).contains("notifier.events gave up");
    }

    @Test
    void why_says_in_a_sentence_that_nothing_is_known() {
        assertThat(run("why", UUID.randomUUID().toString(), "--port", port())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("tandem: ")
                .contains("Nothing has this id")
                .hasLineCount(1);
        assertThat(run("why", "no id", "--port", port())).isEqualTo(2);
    }

    private String why(String id) {
        out.getBuffer().setLength(0);
        assertThat(run("why", id, "--port", port())).as(err.toString()).isZero();
        return out.toString();
    }

    @Test
    void erase_tells_what_was_changed_where_and_what_remains() {
        assertThat(run("erase", "dave", "--port", port())).isEqualTo(1);
        assertThat(err.toString())
                .contains("dave would be erased for good", "--yes")
                .hasLineCount(1);

        assertThat(run("erase", "dave", "--yes", "--port", port()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).matches("erased +known as erased-[0-9a-f-]{36} from now on"))
                .anySatisfy(line -> assertThat(line).matches("project-service +rows: .*member 1.*"))
                .anySatisfy(line -> assertThat(line).startsWith("remains   the log of events until "))
                .noneSatisfy(line -> assertThat(line).contains("not done yet"));
    }

    @Test
    void an_unknown_operation_is_one_sentence() {
        UUID unknown = UUID.randomUUID();

        assertThat(run("trace", unknown.toString(), "--port", port())).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("tandem: The instance on port " + port() + " knows nothing of operation " + unknown)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void an_instance_of_an_older_build_tells_of_no_traces() {
        Instance old = Instance.here(1, temporary);
        STATES.add(old);
        try {
            assertThat(run("trace", UUID.randomUUID().toString(), "--port", "1"))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(
                            "tandem: The instance on port 1 is of an older build and tells of no traces.");
        } finally {
            STATES.remove(old);
        }
    }

    @Test
    void an_instance_that_records_nothing_says_why() {
        try (JsonServer server = JsonServer.onLoopback()) {
            Instance silent = Instance.here(2, temporary).tracedAt(new RecentSpans().serve(server, false));
            STATES.add(silent);
            try {
                assertThat(run("trace", UUID.randomUUID().toString(), "--port", "2"))
                        .isEqualTo(1);
                assertThat(err.toString())
                        .isEqualToIgnoringNewLines("tandem: The instance on port 2 records no traces,"
                                + " since OTEL_SDK_DISABLED is true in its environment.");
            } finally {
                STATES.remove(silent);
            }
        }
    }

    private static JsonObject createProject() throws Exception {
        JsonObject project =
                new JsonObject().put("workspaceId", workspace.toString()).put("name", "Apollo");
        HttpRequest request = HttpRequest.newBuilder(system.baseUri().resolve("/v1/projects"))
                .header("Authorization", "Bearer " + system.token("alice", false))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(project.encode()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(202);
        return new JsonObject(answer.body());
    }

    /**
     * Renames the table once the notifier knows the current members: events after a failed membership change would wait
     * for it.
     */
    private static void takeTheNotifiersTableAway() throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(membersAsTheNotifierKnowsThem()).isEqualTo(members()));
        inTheNotifiersDatabase("ALTER TABLE notification RENAME TO away");
    }

    private static Set<String> members() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        system.baseUri().resolve("/v1/workspaces/" + workspace + "/members"))
                .header("Authorization", "Bearer " + system.token("alice", false))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new JsonObject(answer.body())
                .getJsonArray("items").stream()
                        .map(member -> ((JsonObject) member).getString("userId"))
                        .collect(Collectors.toSet());
    }

    private static Set<String> membersAsTheNotifierKnowsThem() throws Exception {
        Set<String> members = new HashSet<>();
        try (Connection connection = notifiersDatabase();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(
                        "SELECT user_id FROM workspace_member WHERE workspace_id = '" + workspace + "'")) {
            while (rows.next()) {
                members.add(rows.getString(1));
            }
        }
        return members;
    }

    private static void inTheNotifiersDatabase(String statement) throws Exception {
        try (Connection connection = notifiersDatabase();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static Connection notifiersDatabase() throws Exception {
        URI database = URI.create(system.postgres().uri("notifier"));
        String[] user = database.getUserInfo().split(":", 2);
        String address = "jdbc:postgresql://" + database.getAuthority().replaceFirst(".*@", "") + database.getPath();
        return DriverManager.getConnection(address, user[0], user[1]);
    }

    /** Asserts that a line with the child's name is one level below the nearest earlier line with the parent's name. */
    private static void assertBelow(String told, String parent, String child) {
        int under = -1;
        for (String line : told.lines().toList()) {
            if (line.contains(child + " ") && under >= 0) {
                assertThat(line.indexOf(child))
                        .as("%s below %s in%n%s", child, parent, told)
                        .isEqualTo(under + 3);
                return;
            }
            if (line.contains(parent + " ")) {
                under = line.indexOf(parent);
            }
        }
        assertThat(told).as("%s below %s", child, parent).isNull();
    }

    private String trace(String operation, String... options) {
        String[] line = new String[options.length + 4];
        line[0] = "trace";
        line[1] = operation;
        line[2] = "--port";
        line[3] = port();
        System.arraycopy(options, 0, line, 4, options.length);
        out.getBuffer().setLength(0);
        assertThat(run(line)).as(err.toString()).isZero();
        return out.toString();
    }

    private static String port() {
        return Integer.toString(system.baseUri().getPort());
    }

    private int run(String... arguments) {
        return Tandem.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
