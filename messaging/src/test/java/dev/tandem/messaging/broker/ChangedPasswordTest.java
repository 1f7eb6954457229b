package dev.tandem.messaging.broker;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.SharedBackends;
import dev.tandem.messaging.Tuning;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ChangedPasswordTest {

    private static final String USER = "activity-feed";

    private final dev.tandem.backends.Broker server = SharedBackends.get().broker();
    private final String given = server.amqpUri(USER);
    private final AtomicReference<URI> address = new AtomicReference<>(URI.create(given));
    private final Vertx vertx = Vertx.vertx();
    private final Broker broker = new AmqpBroker(vertx, address::get, USER, TestTopology.NAMES, Tuning.DEFAULT);

    @AfterEach
    void restore() {
        server.changePassword(USER, passwordIn(URI.create(given)));
        await(vertx.close());
    }

    @Test
    void new_connections_use_the_changed_password_and_old_ones_go_on() {
        Publisher old = await(broker.publisher());
        await(old.ready());

        server.changePassword(USER, "second");
        assertThatThrownBy(() -> await(broker.verify(Set.of("events"), Set.of())))
                .hasCauseInstanceOf(BrokerUnavailable.class);
        address.set(URI.create(given.replace(passwordIn(URI.create(given)), "second")));

        await(broker.verify(Set.of("events"), Set.of()));
        await(old.publish(aMarker()));
        Publisher fresh = await(broker.publisher());
        await(fresh.ready());
        await(fresh.publish(aMarker()));

        assertThat(old.state()).isEqualTo(Publisher.State.READY);
        await(old.close());
        await(fresh.close());
    }

    private static Publication aMarker() {
        return new Publication(
                "events", "log.marker", Publication.Properties.of("text/plain"), Map.of(), Buffer.buffer("a test"));
    }

    private static String passwordIn(URI uri) {
        return uri.getUserInfo().substring(uri.getUserInfo().indexOf(':') + 1);
    }
}
