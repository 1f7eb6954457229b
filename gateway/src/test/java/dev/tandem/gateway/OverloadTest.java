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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More than can be done in time is refused at once, and taken in again as soon as it can. */
@Tag("long")
@Timeout(240)
final class OverloadTest {

    private static final String REFUSED = "More is asked for than can be done in time";
    private static final int MORE_THAN_THE_FLOOR = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

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
        Overload overload = Awaitility.await()
                .atMost(PATIENCE)
                .until(OverloadTest::whileProjectServiceHangs, Optional::isPresent)
                .orElseThrow();

        Answer refused = overload.refused;
        assertThat(overload.limit).isLessThan(512);
        assertThat(overload.head).as("its body is not waited for").startsWith("HTTP/1.1 503");
        assertThat(overload.answeredOtherwise).doesNotContain(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        assertThat(refused.header("X-Correlation-Id")).isNotEmpty();
        assertThat(refused.json().getString("correlationId")).isEqualTo(refused.header("X-Correlation-Id"));
        assertThat(refused.json().getString("instance")).isEqualTo("/v1/projects");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void what_another_service_answers_holds_no_place() {
        Awaitility.await().atMost(PATIENCE).until(OverloadTest::noPlaceIsHeldWhileNotifierHangs);
    }

    /**
     * What was seen while requests hung.
     *
     * @param head the first line for a request of which the body was not sent
     * @param answeredOtherwise statuses of those who ask how things stand, and of operators, who are needed now
     */
    private record Overload(Answer refused, String head, double limit, List<Integer> answeredOtherwise) {}

    /**
     * Sends more than can be done and looks around. Empty where the machine needs longer than a call may take: then the circuit
     * opens, there is no queue any more, and everything is let go, so that the next attempt is a warmer one.
     */
    private static Optional<Overload> whileProjectServiceHangs() {
        gateway.projectService.hold();
        List<CompletableFuture<Answer>> hanging = manyPosting("/v1/projects", aProject());
        await(() -> {
            hanging.add(gateway.sending(gateway.posting("anna", "/v1/projects", aProject())));
            return hanging.stream().anyMatch(CompletableFuture::isDone);
        });
        Optional<Answer> refused = refusedAmong(hanging);
        double limit = gateway.metric("tandem_admission_limit");
        String head = refused.isPresent() ? headOf(PROJECT_WITHOUT_BODY) : "";
        boolean queueIsGone = hanging.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .anyMatch(answer -> !isRefused(answer));
        List<Integer> otherwise = List.of(
                gateway.get("anna", "/v1/operations/" + UUID.randomUUID()).status(),
                gateway.post("anna", "/v1/stream-tickets", "").status(),
                gateway.operate("POST", "/v1/admin/dead-letters/1:discard", "{}")
                        .status());
        gateway.projectService.letGo();
        hanging.forEach(CompletableFuture::join);
        await(() -> gateway.post("anna", "/v1/projects", aProject()).status() == 202);
        return queueIsGone ? Optional.empty() : refused.map(answer -> new Overload(answer, head, limit, otherwise));
    }

    private static boolean noPlaceIsHeldWhileNotifierHangs() {
        gateway.notifier.hold();
        List<CompletableFuture<Answer>> hanging = manyPosting("/v1/notifications:read", "{\"all\": true}");
        boolean[] seen = {false};
        await(() -> {
            boolean passedOn = !gateway.notifier.seenWith("notifications:read").isEmpty();
            seen[0] = passedOn
                    && gateway.metric("tandem_admission_under_way") == 0
                    && hanging.stream().anyMatch(answer -> !answer.isDone());
            return seen[0] || hanging.stream().allMatch(CompletableFuture::isDone);
        });
        gateway.notifier.letGo();
        hanging.forEach(CompletableFuture::join);
        return seen[0];
    }

    private static List<CompletableFuture<Answer>> manyPosting(String path, String body) {
        return IntStream.range(0, MORE_THAN_THE_FLOOR)
                .mapToObj(i -> gateway.sending(gateway.posting("anna", path, body)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
