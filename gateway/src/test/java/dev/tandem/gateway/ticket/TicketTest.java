package dev.tandem.gateway.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.gateway.stream.Listener;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.TokenIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Opens streams as pages do, without a header. */
@Timeout(120)
final class TicketTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @Test
    void a_ticket_opens_the_stream_of_its_caller_once() {
        Answer given = gateway.post(story.user, "/v1/stream-tickets", "");
        assertThat(given.status()).isEqualTo(201);
        assertThat(given.header("Cache-Control")).isEqualTo("no-store");
        assertThat(given.header("RateLimit-Policy")).startsWith("\"reads\"");
        assertThat(Instant.parse(given.json().getString("expiresAt")))
                .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(90));
        String path = "/v1/stream?ticket=" + given.json().getString("ticket");

        Listener listener = Listener.to(gateway, null, path, null);
        await().until(() -> listener.signs().contains("ready"));
        UUID operation = story.accepted();
        story.succeeds(operation);
        new Story(gateway).isNotified("for another");
        UUID notification = story.isNotified("Anna assigned you the task");

        await().until(() -> listener.events().size() == 2);
        assertThat(listener.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactlyInAnyOrder(operation.toString(), notification.toString());
        listener.close();
        refused(gateway.get(null, path));
    }

    @Test
    void every_stream_takes_tickets_and_remains_its_callers() {
        UUID operation = story.accepted();
        story.succeeds(operation);
        String path = "/v1/operations/" + operation + "/events?ticket=";

        assertThat(Listener.to(gateway, null, path + ticket(gateway), null).untilOver())
                .extracting(event -> event.data().getString("status"))
                .endsWith("succeeded");
        String others =
                gateway.post("somebody-else", "/v1/stream-tickets", "").json().getString("ticket");
        assertThat(gateway.get(null, path + others).status()).isEqualTo(404);
    }

    @Test
    void another_instance_takes_it_too() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        try {
            String path = "/v1/stream?ticket=" + ticket(gateway);
            Listener listener = Listener.to(other, null, path, null);
            await().until(() -> listener.signs().contains("ready"));
            listener.close();
            refused(gateway.get(null, path));
        } finally {
            other.stop();
        }
    }

    @Test
    void a_page_goes_on_with_another_ticket_where_it_was() {
        Listener before = Listener.to(gateway, null, "/v1/stream?ticket=" + ticket(gateway), null);
        await().until(() -> before.last() != null);
        before.close();
        UUID missed = story.accepted();
        story.succeeds(missed);

        Listener after = Listener.to(
                gateway, null, "/v1/stream?ticket=" + ticket(gateway) + "&lastEvent=" + before.last(), null);

        await().until(() -> !after.events().isEmpty());
        assertThat(after.events().get(0).data().getString("id")).isEqualTo(missed.toString());
        assertThat(after.signs()).doesNotContain("ready");
        after.close();
    }

    @Test
    void the_header_of_a_client_that_reconnects_counts_more_than_its_address() {
        Listener listener = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> listener.last() != null);
        listener.close();

        Listener again = Listener.to(gateway, story.user, "/v1/stream?lastEvent=nonsense", listener.last());
        UUID operation = story.accepted();
        story.succeeds(operation);
        await().until(() -> !again.events().isEmpty());

        assertThat(again.events().get(0).data().getString("id")).isEqualTo(operation.toString());
        again.close();
    }

    @Test
    void a_ticket_is_valid_for_a_minute() {
        UUID operation = story.accepted();
        story.succeeds(operation);
        String token = gateway.request(story.user, "/")
                .build()
                .headers()
                .firstValue("Authorization")
                .orElseThrow();
        String early = StreamTicket.random().text();
        keep(early, token, 50);
        String late = StreamTicket.random().text();
        keep(late, token, 61);

        assertThat(gateway.get(null, "/v1/operations/" + operation + "/events?ticket=" + early)
                        .status())
                .isEqualTo(200);
        refused(gateway.get(null, "/v1/stream?ticket=" + late));
    }

    @Test
    void of_many_that_come_at_once_with_one_ticket_one_is_served() {
        UUID operation = story.accepted();
        story.succeeds(operation);
        String path = "/v1/operations/" + operation + "/events?ticket=" + ticket(gateway);

        List<Integer> statuses = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> gateway.get(null, path).status()))
                .limit(20)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses)
                .hasSize(20)
                .startsWith(200)
                .filteredOn(status -> status != 401)
                .containsExactly(200);
    }

    @Test
    void the_token_behind_it_is_checked_when_it_is_used() {
        String expired = TokenIssuer.token(Instant.now().minus(Duration.ofHours(1)));
        String ticket = StreamTicket.random().text();
        keep(ticket, "Bearer " + expired, 0);

        Answer answer = gateway.get(null, "/v1/stream?ticket=" + ticket);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("the token has expired");
    }

    @Test
    void what_is_no_ticket_opens_nothing() {
        for (String text : List.of("", "x", StreamTicket.random().text(), "%27", "a".repeat(4_000))) {
            refused(gateway.get(null, "/v1/stream?ticket=" + text));
        }
    }

    @Test
    void false_tickets_do_not_queue_up_for_the_database() {
        gateway.whileLocked("stream_ticket", () -> {
            List<CompletableFuture<Answer>> asked = Stream.generate(() -> gateway.sending(gateway.request(
                                    null,
                                    "/v1/stream?ticket=" + StreamTicket.random().text())
                            .GET()))
                    .limit(80)
                    .toList();
            await().until(() -> asked.stream()
                            .filter(CompletableFuture::isDone)
                            .map(CompletableFuture::join)
                            .filter(answer -> answer.response().body().contains("Too many streams"))
                            .count()
                    >= 16);
        });
    }

    @Test
    void nothing_but_streams_takes_tickets() {
        for (String path : List.of("/v1/me", "/v1/workspaces", "/v1/operations/" + UUID.randomUUID())) {
            String ticket = ticket(gateway);
            assertThat(gateway.get(null, path + "?ticket=" + ticket).status())
                    .as(path)
                    .isEqualTo(401);
            assertThat(gateway.get(story.user, path + "?ticket=" + ticket).status())
                    .as(path)
                    .isEqualTo(400);
        }
        assertThat(gateway.post(null, "/v1/stream-tickets?ticket=" + ticket(gateway), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_request_has_one_credential() {
        String ticket = ticket(gateway);
        assertThat(gateway.get(story.user, "/v1/stream?ticket=" + ticket).status())
                .isEqualTo(400);
        assertThat(gateway.get(null, "/v1/stream?ticket=" + ticket + "&ticket=" + ticket)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_head_request_uses_it_up() {
        String path = "/v1/stream?ticket=" + ticket(gateway);
        Answer head = gateway.sending(gateway.request(null, path).method("HEAD", BodyPublishers.noBody()))
                .join();
        assertThat(head.status()).isEqualTo(200);
        refused(gateway.get(null, path));
    }

    @Test
    void metrics_do_not_name_it() {
        String ticket = ticket(gateway);
        gateway.get(null, "/v1/operations/" + UUID.randomUUID() + "/events?ticket=" + ticket);
        assertThat(gateway.metrics())
                .contains("route=\"/v1/operations/{operationId}/events\"")
                .doesNotContain(ticket);
    }

    private String ticket(RunningGateway instance) {
        return instance.post(story.user, "/v1/stream-tickets", "").json().getString("ticket");
    }

    /** Replaces what is kept under the ticket by another token, given so many seconds ago. */
    private void keep(String text, String authorization, int seconds) {
        StreamTicket ticket = StreamTicket.read(text).orElseThrow();
        HexFormat hex = HexFormat.of();
        gateway.sql("""
                INSERT INTO stream_ticket VALUES ('\\x%s', '\\x%s', now() - interval '%d s')
                ON CONFLICT (digest) DO UPDATE SET sealed = excluded.sealed, created_at = excluded.created_at
                """.formatted(
                        hex.formatHex(ticket.digest()),
                        hex.formatHex(ticket.sealed(authorization.substring("Bearer ".length()))),
                        seconds));
    }

    private static void refused(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.json().getString("detail")).contains("ask for another");
    }
}
