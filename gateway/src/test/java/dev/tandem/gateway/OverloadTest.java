package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More than can be done in time is refused at once, and taken in again as soon as it can. */
@Timeout(120)
final class OverloadTest {

    private static final String REFUSED = "More is asked for than can be done in time";
    private static final int MORE_THAN_THE_FLOOR = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String PROJECT_WITHOUT_BODY = """
            POST /v1/projects HTTP/1.1\r
            Host: x\r
            Content-Type: application/json\r
            Content-Length: 1000\r
            \r
            """;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.another("gateway", Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.projectService.letGo();
        gateway.stop();
    }

    private static String aProject() {
        return "{\"workspaceId\": \"" + UUID.randomUUID() + "\", \"name\": \"Apollo\"}";
    }

    private static String headOf(String request) {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Answer> refusedAmong(List<CompletableFuture<Answer>> answers) {
        return answers.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .filter(OverloadTest::isRefused)
                .findFirst();
    }

    private static boolean isRefused(Answer answer) {
        return answer.status() == 503 && answer.response().body().contains(REFUSED);
    }

    @Test
    void while_a_dependency_hangs_most_are_refused_at_once_and_afterwards_all_are_taken_in() {
        List<CompletableFuture<Answer>> hanging = new ArrayList<>();
        Answer refused = Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> overloaded(hanging), Optional::isPresent)
                .orElseThrow();
        assertThat(gateway.metric("tandem_admission_limit")).isLessThan(512);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        assertThat(refused.header("X-Correlation-Id")).isNotEmpty();
        assertThat(refused.json().getString("correlationId")).isEqualTo(refused.header("X-Correlation-Id"));
        assertThat(refused.json().getString("instance")).isEqualTo("/v1/projects");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        assertThat(headOf(PROJECT_WITHOUT_BODY))
                .as("its body is not waited for")
                .startsWith("HTTP/1.1 503");
        assertThat(gateway.get("anna", "/v1/operations/" + UUID.randomUUID()).status())
                .as("whoever asks how things stand is answered")
                .isNotEqualTo(503);
        assertThat(gateway.operate("POST", "/v1/admin/dead-letters/1:discard", "{}")
                        .status())
                .as("operators are needed now")
                .isNotEqualTo(503);

        letGo(hanging);
    }

    /**
     * Holds project-service and sends until a request is refused. On a machine that needs longer for that than a call may take,
     * the circuit opens first, and there is no queue any more: then everything is let go, and the next attempt is a warmer one.
     */
    private static Optional<Answer> overloaded(List<CompletableFuture<Answer>> hanging) {
        gateway.projectService.hold();
        for (int i = 0; i < MORE_THAN_THE_FLOOR; i++) {
            hanging.add(gateway.sending(gateway.posting("anna", "/v1/projects", aProject())));
        }
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            hanging.add(gateway.sending(gateway.posting("anna", "/v1/projects", aProject())));
            return hanging.stream().anyMatch(CompletableFuture::isDone);
        });
        Optional<Answer> refused = refusedAmong(hanging);
        if (refused.isEmpty()) {
            letGo(hanging);
            hanging.clear();
        }
        return refused;
    }

    private static void letGo(List<CompletableFuture<Answer>> hanging) {
        gateway.projectService.letGo();
        hanging.forEach(CompletableFuture::join);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> gateway.post("anna", "/v1/projects", aProject()).status() == 202);
    }

    @Test
    void what_another_service_answers_holds_no_place() {
        gateway.notifier.hold();
        List<CompletableFuture<Answer>> hanging = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THE_FLOOR; i++) {
            hanging.add(gateway.sending(gateway.posting("anna", "/v1/notifications:read", "{\"all\": true}")));
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !gateway.notifier.seenWith("notifications:read").isEmpty());
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> gateway.metric("tandem_admission_under_way") == 0
                        && hanging.stream().anyMatch(answer -> !answer.isDone()));
        gateway.notifier.letGo();
        hanging.forEach(CompletableFuture::join);
    }
}
