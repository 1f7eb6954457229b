package dev.tandem.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonServer server = JsonServer.onLoopback();
    private final URI things =
            server.serve("/things/", id -> id.equals("1") ? Optional.of("{\"name\":\"één\"}") : Optional.empty());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_document_is_found_by_what_follows_its_path() throws Exception {
        HttpResponse<String> answer = send(things.resolve("1"), "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"name\":\"één\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        assertThat(send(things.resolve("2"), "GET").statusCode()).isEqualTo(404);
        assertThat(send(things.resolve("/"), "GET").statusCode()).isEqualTo(404);
    }

    @Test
    void it_can_be_read_and_nothing_else() throws Exception {
        HttpResponse<String> answer = send(things.resolve("1"), "POST");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void a_port_that_is_taken_is_a_bind_exception() {
        try (JsonServer everywhere = JsonServer.onAllInterfaces(0)) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> JsonServer.onAllInterfaces(everywhere.port()))
                    .withCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void on_all_interfaces_the_loopback_is_one_of_them() throws Exception {
        try (JsonServer everywhere = JsonServer.onAllInterfaces(0)) {
            URI here = everywhere.serve("/", rest -> Optional.of("{}"));

            assertThat(here.getHost())
                    .isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
            assertThat(send(here, "GET").statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> send(URI address, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
