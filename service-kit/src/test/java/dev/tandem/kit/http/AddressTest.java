package dev.tandem.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.Served;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that no client library writes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressTest {

    private Served served;

    @BeforeAll
    void serve() {
        served = Served.with(router -> {
            router.get("/things/:id").handler(ctx -> ctx.end(ctx.pathParam("id")));
            router.get("/files/*").handler(ctx -> ctx.end());
        });
    }

    @AfterAll
    void close() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/things/%",
                "/things/%4",
                "/things/%4g",
                "/things/%zz",
                "/things/100%/more",
                "/things/%c3",
                "/things/%ff%fe",
                "/things/a?b=%",
                "/files/a%b",
                "/nowhere/%",
                "/health/%",
            })
    void with_a_malformed_escape_are_refused_wherever_they_lead(String address) throws IOException {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            assertThat(answer(method, address))
                    .as(method)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json")
                    .contains("/problems/malformed-request")
                    .containsIgnoringCase("\r\nx-correlation-id: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things/100%25", "/things/%C3%A4", "/things/a%20b?c=%25", "/files/%F0%9F%9A%80"})
    void with_whole_characters_are_read(String address) throws IOException {
        assertThat(answer("GET", address)).startsWith("HTTP/1.1 200 ");
    }

    private String answer(String method, String address) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", served.serving().port())) {
            socket.getOutputStream()
                    .write((method + " " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
