package dev.tandem.deadletters.drain;

import static dev.tandem.kit.testing.Awaiting.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.deadletters.letter.Kind;
import dev.tandem.messaging.Transactor;
import dev.tandem.messaging.UnitOfWork;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.erasure.Redaction;
import dev.tandem.messaging.testing.memory.MemoryBroker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keeps the database unavailable for more attempts than a call stack could hold. */
@Tag("long")
@Timeout(120)
class LongOutageTest {

    private static final int ATTEMPTS = 6_000;

    private final Vertx vertx = Vertx.vertx();
    private final MemoryBroker broker = new MemoryBroker(
            vertx,
            new JsonObject()
                    .put(
                            "exchanges",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("name", "dead-letters")
                                            .put("type", "topic"))));
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void what_died_in_an_outage_of_six_thousand_attempts_is_kept_after_it_and_so_is_what_dies_then() {
        broker.addQueue("dead-letters", "dead-letters", "#");
        Drain drain = new Drain(
                "dead-letters",
                Kind.DEAD_LETTER,
                broker,
                new ArrivalRecorder(new AwayFor(ATTEMPTS), new Redaction(id -> null), Clock.systemUTC()),
                Duration.ofMillis(1),
                Duration.ofMillis(1));
        get(vertx.deployVerticle(drain));

        publish("died in the outage");
        await().untilAsserted(() -> assertThat(drain.healthy()).isFalse());

        await().atMost(Duration.ofSeconds(100)).until(() -> broker.depth("dead-letters") == 0);
        assertThat(attempts.get()).isGreaterThan(ATTEMPTS);
        await().until(drain::healthy);
        publish("died later");
        await().until(() -> broker.depth("dead-letters") == 0);
    }

    private void publish(String body) {
        Publisher publisher = get(broker.publisher());
        get(publisher.publish(new Publication(
                "dead-letters",
                "notifier.events",
                Publication.Properties.of("text/plain"),
                Map.of(),
                Buffer.buffer(body))));
    }

    private final class AwayFor implements Transactor {

        private final int failures;

        AwayFor(int failures) {
            this.failures = failures;
        }

        @Override
        public <T> Future<T> transact(Function<UnitOfWork, Future<T>> work) {
            Promise<T> answer = Promise.promise();
            boolean away = attempts.incrementAndGet() <= failures;
            vertx.runOnContext(v -> {
                if (away) {
                    answer.fail(new ConnectException("Connection refused"));
                } else {
                    answer.complete(null);
                }
            });
            return answer.future();
        }
    }
}
