package dev.tandem.bench.requestdriven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.bench.load.Caller;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestDrivenTest {

    private static final Duration MAIL = Duration.ofMillis(60);
    private static final String COUNTS = """
            SELECT (SELECT count(*) FROM project), (SELECT count(*) FROM feed_entry),
                   (SELECT coalesce(sum(projects), 0) FROM analytics)
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private SlowMailServer mail;
    private URI database;
    private RequestDriven server;

    @BeforeEach
    void start() {
        mail = SlowMailServer.taking(MAIL);
        database = URI.create(SharedBackends.get()
                .postgres()
                .uri("baseline_" + UUID.randomUUID().toString().replace("-", "")));
        server = RequestDriven.start(database, new Settings(mail.port(), 4, 2));
    }

    @AfterEach
    void close() {
        server.close();
        mail.close();
    }

    @Test
    void it_answers_after_project_mails_feed_and_analytics() throws Exception {
        long begun = System.nanoTime();

        HttpResponse<String> answer = create(caller(), "Apollo");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/v1/projects/" + new JsonObject(answer.body()).getString("id"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(MAIL.multipliedBy(4));
        assertThat(mail.messages()).isEqualTo(4);
        assertThat(counts()).isEqualTo("1 1 1");
    }

    @Test
    void mail_that_fails_undoes_the_project() throws Exception {
        mail.close();

        assertThat(create(caller(), "Apollo").statusCode()).isEqualTo(500);
        assertThat(counts()).isEqualTo("0 0 0");
    }

    @Test
    void who_is_no_member_is_refused_and_nobody_is_mailed() throws Exception {
        Caller stranger = new Caller("mallory", caller().workspace());

        assertThat(create(stranger, "Apollo").statusCode()).isEqualTo(403);
        assertThat(mail.messages()).isZero();
        assertThat(counts()).isEqualTo("0 0 0");
    }

    @Test
    void what_is_no_project_is_refused() throws Exception {
        assertThat(create(caller(), " ").statusCode()).isEqualTo(422);
        assertThat(create(new Caller(caller().token(), "nowhere"), "Apollo").statusCode())
                .isEqualTo(400);
        assertThat(post(caller().token(), "{").statusCode()).isEqualTo(400);
        assertThat(counts()).isEqualTo("0 0 0");
    }

    @Test
    void callers_are_the_members_of_twenty_workspaces_and_neighbours_do_not_share_one() {
        assertThat(server.callers()).hasSize(80);
        assertThat(server.callers().subList(0, 20))
                .extracting(Caller::workspace)
                .doesNotHaveDuplicates();
    }

    private Caller caller() {
        return server.callers().get(0);
    }

    private HttpResponse<String> create(Caller caller, String name) throws Exception {
        JsonObject wish =
                new JsonObject().put("workspaceId", caller.workspace()).put("name", name);
        return post(caller.token(), wish.encode());
    }

    private HttpResponse<String> post(String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/v1/projects"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String counts() throws Exception {
        String[] user = database.getUserInfo().split(":", 2);
        String url = "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath();
        try (Connection connection = DriverManager.getConnection(url, user[0], user[1]);
                ResultSet row = connection.createStatement().executeQuery(COUNTS)) {
            row.next();
            return row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3);
        }
    }
}
