package dev.tandem.messaging.broker;

import static dev.tandem.messaging.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.tls.Certificates;
import dev.tandem.backends.tls.TlsProxy;
import dev.tandem.messaging.Rabbit;
import dev.tandem.messaging.broker.amqp.AmqpBroker;
import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests whom the client takes for the broker. */
@Timeout(60)
final class EncryptionTest {

    @TempDir
    static Path directory;

    private static Certificates certificates;

    private final Vertx vertx = Vertx.vertx();

    @BeforeAll
    static void certify() {
        certificates = Certificates.in(directory);
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static TlsProxy showing(SSLContext shown) {
        URI broker = URI.create(Rabbit.uri());
        return TlsProxy.to(broker.getHost(), broker.getPort(), shown);
    }

    private void connect(TlsProxy way, String host, String query) {
        URI broker = URI.create(Rabbit.uri());
        String uri = "amqps://" + broker.getRawUserInfo() + "@" + host + ":" + way.port() + broker.getRawPath() + query;
        await(new AmqpBroker(vertx, uri, "encryption", TestTopology.NAMES).verify(Set.of("events"), Set.of()));
    }

    private static String authority() {
        return "?cacertfile=" + certificates.authority();
    }

    @Test
    void a_broker_that_our_own_authority_vouches_for_is_believed() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            connect(way, "localhost", authority());

            assertThat(way.shakenHands()).isEqualTo(1);
        }
    }

    @Test
    void a_broker_that_vouches_for_itself_is_refused() {
        try (TlsProxy way = showing(certificates.selfSignedFor("localhost"))) {
            assertThatThrownBy(() -> connect(way, "localhost", authority()))
                    .hasCauseInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("unable to find valid certification path");

            assertThat(way.shakenHands()).isZero();
        }
    }

    @Test
    void without_an_authority_of_our_own_those_of_java_decide() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            assertThatThrownBy(() -> connect(way, "localhost", ""))
                    .hasCauseInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("unable to find valid certification path");

            assertThat(way.shakenHands()).isZero();
        }
    }

    @Test
    void a_broker_with_a_certificate_for_another_name_is_refused() {
        try (TlsProxy way = showing(certificates.signedFor("elsewhere.test"))) {
            assertThatThrownBy(() -> connect(way, "localhost", authority()))
                    .hasCauseInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("localhost found");

            assertThat(way.shakenHands()).isZero();
        }
    }

    @Test
    void an_authority_that_is_not_there_is_named() {
        try (TlsProxy way = showing(certificates.signedFor("localhost"))) {
            assertThatThrownBy(() -> connect(way, "localhost", "?cacertfile=/nowhere/ca.pem"))
                    .hasCauseInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("/nowhere/ca.pem");
        }
    }
}
