package dev.tandem.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.analytics.archive.ArchiveProjection;
import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.Projects;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.erasure.ErasePerson;
import dev.tandem.messaging.testing.Bus;
import dev.tandem.runtime.Service;
import io.opentelemetry.context.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs the whole service and everything it needs on real back ends, once for all tests of a JVM. */
public final class RunningAnalytics {

    private static final String DATABASE = "analytics";

    private static @Nullable RunningAnalytics shared;

    public final Projects projects = new Projects();
    public final Bus bus;
    public final Pool pool;
    private final Vertx vertx;
    private final TokenIssuer issuer = new TokenIssuer();
    private final ApiClient client;

    private RunningAnalytics() {
        Environment environment = ServiceEnvironment.of(
                Analytics.NAME,
                DATABASE,
                issuer,
                Map.of("PROJECT_SERVICE_URI", projects.uri(), "RETRY_POLICY", "1 attempt from 50ms"));
        Platform platform = Platform.create(Analytics.NAME, environment);
        bus = new Bus(platform.vertx(), SharedBackends.get().broker().amqpUri());
        Service service = Awaiting.get(Analytics.start(
                platform, environment.read(AnalyticsConfig::from), new Shutdown(), Duration.ofMillis(300)));
        client = new ApiClient(service.port(), issuer);
        vertx = platform.vertx();
        pool = Databases.pool(vertx, database(), "test", 2);
    }

    public static synchronized RunningAnalytics get() {
        if (shared == null) {
            shared = new RunningAnalytics();
        }
        return shared;
    }

    private static URI database() {
        return URI.create(SharedBackends.get().postgres().uri(DATABASE));
    }

    public Answer get(String path, @Nullable String userId) {
        return client.get(userId, path);
    }

    public Answer put(String path, String userId, JsonObject body) {
        return client.send(client.request(userId, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body.encode())));
    }

    /** The body of an answer, as it comes. */
    public InputStream stream(String path, String userId) {
        return client.stream(userId, path);
    }

    /** The JSON of an answer that must be 200. */
    public JsonObject json(String path, String userId) {
        Answer answer = get(path, userId);
        if (answer.status() != 200) {
            throw new AssertionError(
                    path + ": " + answer.status() + " " + answer.response().body());
        }
        return answer.json();
    }

    /** The answer to one question after the news of a project, as a gateway asks it. */
    public JsonObject news(String userId, JsonObject question) {
        JsonObject body = new JsonObject()
                .put("tokens", new JsonArray().add(issuer.tokenOf(userId)))
                .put("questions", new JsonArray().add(question.copy().put("token", 0)));
        Answer answer = client.send(client.request(null, "/v1/projects/news")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())));
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return answer.json().getJsonArray("answers").getJsonObject(0);
    }

    /** Sends a request as an operator. */
    public Answer operate(String method, String path, @Nullable String json) {
        return client.send(client.operating("olga", path)
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    /** Rebuilds the measures and tasks, and returns what became of it. */
    public JsonObject rebuild() {
        Answer accepted = operate("POST", "/v1/admin/rebuilds", "{\"consumer\": \"analytics.events\"}");
        assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
        String self = accepted.header("Location");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> operate("GET", self, null).json().getBoolean("done"));
        return operate("GET", self, null).json();
    }

    /** Through the broker. */
    public void publish(History.Happening happening) {
        Contract contract = Contracts.of(happening.fact());
        bus.publish(new Message(contract.exchange(), contract.routingKey(), happening.envelope(), happening.fact()));
    }

    /** Asks the service to forget a person. */
    void erase(String userId, String pseudonym) {
        UUID erasure = History.anId();
        Envelope envelope = Envelope.of("dev.tandem.person.erase.v1")
                .source("/gateway")
                .subject(erasure.toString())
                .time(Instant.now())
                .tenant("-")
                .correlationId("test")
                .build();
        bus.publish(new Message("operations", "person.erase", envelope, new ErasePerson(erasure, userId, pseudonym)));
    }

    /** Past the broker, a transaction for each batch. */
    public void archive(List<History.Happening> happenings) {
        for (int from = 0; from < happenings.size(); from += 100) {
            List<Event> batch = happenings.subList(from, Math.min(from + 100, happenings.size())).stream()
                    .map(each -> new Event(each.envelope(), each.fact(), 1, Context.root()))
                    .toList();
            Awaiting.get(pool.withTransaction(tx -> new ArchiveProjection().apply(tx, batch)));
        }
    }

    public RowSet<Row> sql(String statement) {
        return Awaiting.get(pool.query(statement).execute());
    }

    /** Runs a statement that may take minutes, longer than the service's connections allow. */
    public void longSql(String statement) {
        PgConnectOptions options = Databases.connectOptions(database(), "long");
        Awaiting.get(
                PgConnection.connect(vertx, options)
                        .compose(connection ->
                                connection.query(statement).execute().eventually(connection::close)),
                Duration.ofMinutes(5));
    }

    public Object ask(String query) {
        return sql(query).iterator().next().getValue(0);
    }
}
