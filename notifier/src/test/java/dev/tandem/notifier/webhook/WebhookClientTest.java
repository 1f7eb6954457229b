package dev.tandem.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.tls.Certificates;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to servers on loopback, under names that resolve as the test wants. */
@Timeout(60)
class WebhookClientTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Networks LOOPBACK = Networks.parse("127.0.0.0/8,::1/128");

    private final Receiver receiver = new Receiver(VERTX);

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close().map(true));
    }

    @Test
    void it_posts_and_returns_the_beginning_of_the_answer() {
        receiver.behaves(request -> request.response()
                .setStatusCode(418)
                .putHeader("Retry-After", "7")
                .end("é".repeat(3_000)));

        Reply reply = post(LOOPBACK, receiver.url());

        assertThat(reply.status()).isEqualTo(418);
        assertThat(reply.answer()).isEqualTo("é".repeat(2_048));
        assertThat(reply.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(receiver.posted())
                .singleElement()
                .satisfies(posted -> assertThat(posted.body()).isEqualTo("the body"));
    }

    @Test
    void an_answer_without_end_is_cut_off() {
        receiver.behaves(request -> {
            request.response().setChunked(true);
            VERTX.setPeriodic(1, timer -> {
                if (request.response().closed()) {
                    VERTX.cancelTimer(timer);
                } else {
                    request.response().write("x".repeat(1_000));
                }
            });
        });

        Reply reply = post(LOOPBACK, receiver.url());

        assertThat(reply.isTaken()).isTrue();
        assertThat(reply.answer()).hasSize(4_096);
    }

    @Test
    void a_redirect_is_an_answer_and_is_not_followed() {
        Receiver inside = new Receiver(VERTX);
        receiver.behaves(request -> request.response()
                .setStatusCode(307)
                .putHeader("Location", inside.url())
                .end());

        Reply reply = post(LOOPBACK, receiver.url());

        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.isTaken()).isFalse();
        assertThat(inside.posted()).isEmpty();
        inside.close();
    }

    @Test
    void nobody_there_is_a_failure_with_a_reason() {
        Reply reply = post(LOOPBACK, "http://127.0.0.1:1/");

        assertThat(reply.status()).isNull();
        assertThat(reply.answer()).contains("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data",
            })
    void addresses_inside_are_refused_when_written_as_numbers(String url) {
        assertThat(post(Networks.NONE, url).answer()).contains("not public");
    }

    @Test
    void a_name_is_refused_if_any_of_its_addresses_is_inside() {
        assertThat(post(Networks.NONE, "https://mixed.example/", names("8.8.8.8", "10.0.0.1"))
                        .answer())
                .contains("not public");
    }

    @Test
    void a_name_that_resolves_inside_at_the_second_time_is_refused_then() {
        Iterator<String> answers = List.of("127.0.0.1", "127.0.0.2").iterator();
        URI url = URI.create(receiver.url().replace("127.0.0.1", "rebinding.example"));
        List<String> asked = new ArrayList<>();
        WebhookClient client = client(Networks.parse("127.0.0.1/32"), host -> {
            asked.add(host);
            return names(answers.next()).of(host);
        });

        assertThat(Awaiting.get(client.post(url, MultiMap.caseInsensitiveMultiMap(), "first"))
                        .isTaken())
                .isTrue();
        assertThat(Awaiting.get(client.post(url, MultiMap.caseInsensitiveMultiMap(), "second"))
                        .answer())
                .contains("not public");
        assertThat(asked).hasSize(2);
        assertThat(receiver.posted()).hasSize(1);
        Awaiting.get(client.close().map(true));
    }

    @ParameterizedTest
    @CsvSource({
        "http://public.example/, only https",
        "https://public.example:25/, the port",
        "https://public.example:80/, the port",
        "https://public.example:1023/, the port",
    })
    void outside_only_https_and_some_ports_are_allowed(String url, String why) {
        assertThat(post(Networks.NONE, url, names("8.8.8.8")).answer()).contains(why);
    }

    @Test
    void a_name_without_an_address_is_refused_as_one_inside_is() {
        String inside = post(Networks.NONE, "https://10.0.0.1/").answer();

        assertThat(post(Networks.NONE, "https://nowhere.example/", host -> Future.failedFuture("NXDOMAIN"))
                        .answer())
                .isEqualTo(inside);
        assertThat(post(Networks.NONE, "https://nowhere.example/", names()).answer())
                .isEqualTo(inside);
    }

    @Test
    void the_name_is_kept_for_the_certificate(@TempDir Path directory) throws Exception {
        Certificates certificates = Certificates.in(directory);
        HttpClientOptions trusting = new HttpClientOptions()
                .setTrustOptions(new PemTrustOptions()
                        .addCertPath(certificates.authority().toString()));

        assertThat(postTls(certificates.signedFor("hooks.example"), trusting).status())
                .isEqualTo(204);
        assertThat(postTls(certificates.signedFor("other.example"), trusting).answer())
                .contains("hooks.example");
        assertThat(postTls(certificates.signedFor("hooks.example"), new HttpClientOptions())
                        .status())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/path",
                "ftp://example.com/",
                "https:///path",
                "https://user:secret@example.com/",
                "https://example.com/#part",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://exa mple.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
            })
    void what_is_no_address_to_post_to_is_refused(String text) {
        assertThatThrownBy(() -> Destinations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Reply postTls(SSLContext context, HttpClientOptions tls) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answerOnce(server), "tls-receiver");
            answering.setDaemon(true);
            answering.start();
            WebhookClient client = new WebhookClient(VERTX, new Destinations(names("127.0.0.1"), LOOPBACK), tls, 4);
            Reply reply = Awaiting.get(client.post(
                    URI.create("https://hooks.example:" + server.getLocalPort() + "/"),
                    MultiMap.caseInsensitiveMultiMap(),
                    "the body"));
            Awaiting.get(client.close().map(true));
            return reply;
        }
    }

    private static void answerOnce(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.getInputStream().readNBytes(10);
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes());
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (java.io.IOException refusedByTheClient) {
            // The client's reply says so.
        }
    }

    private static Reply post(Networks permitted, String url) {
        return post(permitted, url, Destinations.Lookup.by(VERTX));
    }

    private static Reply post(Networks permitted, String url, Destinations.Lookup lookup) {
        WebhookClient client = client(permitted, lookup);
        Reply reply =
                Awaiting.get(client.post(Destinations.parse(url), MultiMap.caseInsensitiveMultiMap(), "the body"));
        Awaiting.get(client.close().map(true));
        return reply;
    }

    private static WebhookClient client(Networks permitted, Destinations.Lookup lookup) {
        return new WebhookClient(VERTX, new Destinations(lookup, permitted), new HttpClientOptions(), 4);
    }

    private static Destinations.Lookup names(String... addresses) {
        return host -> Future.succeededFuture(
                Arrays.stream(addresses).map(WebhookClientTest::address).toList());
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
