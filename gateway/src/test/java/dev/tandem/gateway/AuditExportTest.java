package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Exports of any length pass through the gateway as the service answers them. */
class AuditExportTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final String path = "/v1/workspaces/" + UUID.randomUUID() + "/audit/export";

    @Test
    void lines_pass_as_they_come_with_the_callers_token_and_query() {
        String lines = "{\"number\":1}\n".repeat(200_000);
        gateway.analytics.answerExactly(path, request -> new Upstream.Reply(200, "application/jsonl", lines));

        Answer answer = gateway.get("anna", path + "?format=jsonl&actorId=anna%20b");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/jsonl");
        assertThat(answer.response().body()).isEqualTo(lines);
        assertThat(gateway.analytics.seenWith(path)).singleElement().satisfies(seen -> {
            assertThat(seen.uri()).isEqualTo(path + "?format=jsonl&actorId=anna%20b");
            assertThat(seen.authorization()).startsWith("Bearer ");
        });
    }

    @Test
    void a_refusal_is_the_answer_and_a_failure_is_503() {
        gateway.analytics.answerExactly(
                path,
                request -> new Upstream.Reply(
                        403,
                        "application/problem+json",
                        new JsonObject()
                                .put("type", "/problems/forbidden")
                                .put("title", "No")
                                .put("status", 403)
                                .encode()));
        assertThat(gateway.get("anna", path).status()).isEqualTo(403);

        gateway.analytics.answerExactly(path, request -> new Upstream.Reply(500, "text/plain", "?"));
        assertThat(gateway.get("anna", path).status()).isEqualTo(503);
        assertThat(gateway.get("anna", path + "?type=ill").status()).isEqualTo(503);
    }

    /** A request target that does not begin with a slash would otherwise be joined with the service's host. */
    @Test
    void whatever_the_request_target_says_only_the_service_is_called() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket("127.0.0.1", gateway.port())) {
            String token = gateway.request("anna", "/")
                    .build()
                    .headers()
                    .firstValue("Authorization")
                    .orElseThrow();
            client.getOutputStream()
                    .write(("GET @127.0.0.1:" + elsewhere.getLocalPort() + "/secret#://y" + path
                                    + " HTTP/1.1\r\nHost: x\r\n" + "Authorization: " + token
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().readAllBytes();

            elsewhere.setSoTimeout(1);
            assertThat(isCalled(elsewhere)).isFalse();
        }
    }

    private static boolean isCalled(ServerSocket server) throws IOException {
        try (Socket called = server.accept()) {
            return called.isConnected();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
