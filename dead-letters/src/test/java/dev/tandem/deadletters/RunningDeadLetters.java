package dev.tandem.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.Platform;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.lifecycle.Shutdown;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.ApiClient;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.runtime.Service;
import dev.tandem.runtime.Tandem;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Runs the whole service on real back ends, with consumers around it, once for all tests of a JVM. */
final class RunningDeadLetters {

    private static @Nullable RunningDeadLetters shared;

    final Platform platform;
    final Pool pool;
    final Receiver notifier;
    final Receiver operations;
    final Publisher publisher;
    private final ApiClient client;

    private RunningDeadLetters() {
        TokenIssuer issuer = new TokenIssuer();
        Environment environment =
                ServiceEnvironment.of(DeadLetters.NAME, "dead_letters", issuer, Map.of("DEAD_LETTER_EDITING", "true"));
        platform = Platform.create(DeadLetters.NAME, environment);
        Broker broker =
                new AmqpBroker(platform.vertx(), SharedBackends.get().broker().amqpUri(), "test", Tandem.TOPOLOGY);
        publisher = Awaiting.get(broker.publisher());
        Awaiting.get(publisher.ready());
        notifier = new Receiver(Dead.QUEUE, broker, publisher);
        operations = new Receiver("gateway.operations", broker, publisher);
        Service service =
                Awaiting.get(DeadLetters.start(platform, environment.read(DeadLettersConfig::from), new Shutdown()));
        pool = Databases.pool(
                platform.vertx(), URI.create(SharedBackends.get().postgres().uri("dead_letters")), "test", 2);
        client = new ApiClient(service.port(), issuer);
    }

    static synchronized RunningDeadLetters get() {
        if (shared == null) {
            shared = new RunningDeadLetters();
        }
        return shared;
    }

    void publish(Dead dead) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            Awaiting.get(publisher.publish(dead.publication()));
            return true;
        });
    }

    /** Returns the health of the service and of its dependencies. */
    JsonObject health() {
        return Awaiting.get(platform.health().ready()).toJson();
    }

    Answer get(String path) {
        return client.send(client.operating("olga", path).GET());
    }

    Answer as(@Nullable String user, String path) {
        return client.get(user, path);
    }

    Answer post(String path, @Nullable JsonObject body) {
        return posting(path, body).join();
    }

    CompletableFuture<Answer> posting(String path, @Nullable JsonObject body) {
        HttpRequest.Builder request = client.operating("olga", path);
        return client.sending(
                body == null
                        ? request.POST(BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.encode())));
    }

    /** Returns the letters of a workspace, newest first. */
    List<JsonObject> letters(UUID tenant) {
        Answer answer = get("/v1/admin/dead-letters?tenant=" + tenant + "&limit=100");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Waits until the workspace has that many letters. */
    List<JsonObject> await(UUID tenant, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(letters(tenant)).hasSize(count));
        return letters(tenant);
    }

    /** Makes an event of the workspace a dead letter and returns the letter's id. */
    String aLetter(UUID tenant) {
        return aLetter(tenant, Dead.event(tenant));
    }

    String aLetter(UUID tenant, Dead dead) {
        publish(dead);
        return await(tenant, 1).get(0).getString("id");
    }

    JsonObject letter(String id) {
        Answer answer = get("/v1/admin/dead-letters/" + id);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    void awaitState(String id, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(letter(id).getString("state")).isEqualTo(state));
    }

    Answer act(String id, String action, @Nullable JsonObject body) {
        return post("/v1/admin/dead-letters/" + id + ":" + action, body);
    }

    /** Changes a row behind the service's back. */
    void sql(String statement, Object... values) {
        Awaiting.get(pool.preparedQuery(statement).execute(Tuple.from(values)).mapEmpty());
    }
}
