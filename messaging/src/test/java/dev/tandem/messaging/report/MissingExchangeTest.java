package dev.tandem.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.broker.Broker;
import dev.tandem.messaging.broker.Publication;
import dev.tandem.messaging.broker.Publisher;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A publish to an exchange that is not there would cost the connection of the outbox. */
@Timeout(30)
final class MissingExchangeTest {

    private final List<Promise<Void>> looks = new CopyOnWriteArrayList<>();
    private final List<Publication> published = new CopyOnWriteArrayList<>();

    @Test
    void nothing_is_published_before_the_exchange_was_seen() {
        Vertx vertx = Vertx.vertx();
        Reporter refused = reporter(vertx);
        await().until(() -> looks.size() == 1);
        looks.get(0).fail("The broker lacks the exchange reports");
        refused.stop();
        assertThat(published).isEmpty();

        Reporter reporter = reporter(vertx);
        await().until(() -> looks.size() == 2);
        assertThat(published).isEmpty();
        looks.get(1).complete();
        reporter.stop();

        assertThat(published).hasSize(1);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Reporter reporter(Vertx vertx) {
        return new Reporter(
                vertx,
                fake(Broker.class, this::broker),
                fake(Publisher.class, this::publisher),
                () -> new OutboxReport(0L, 0, 0),
                Clock.systemUTC(),
                Duration.ofSeconds(5));
    }

    private Object broker(String method, Object[] arguments) {
        if (method.equals("service")) {
            return "test";
        }
        if (method.equals("topology")) {
            return TestTopology.NAMES;
        }
        Promise<Void> look = Promise.promise();
        looks.add(look);
        return look.future();
    }

    private Object publisher(String method, Object[] arguments) {
        if (method.equals("state")) {
            return Publisher.State.READY;
        }
        published.add((Publication) arguments[0]);
        return Future.succeededFuture();
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }
}
