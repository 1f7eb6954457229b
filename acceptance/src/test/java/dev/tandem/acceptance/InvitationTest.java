package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.contracts.TandemService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Invites people by mail, reads the mails that were caught, and follows their links. */
@Timeout(120)
final class InvitationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** All columns in which something can be read, bytes included. */
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name, c.data_type
            FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
              AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')
            """;

    private final Client anna = Client.stranger("anna");
    private final Client carol = Client.stranger("carol");
    private final Client mallory = Client.stranger("mallory");
    private final String workspace = anna.workspace("Acme");
    private final String all = "/v1/workspaces/" + workspace + "/invitations";

    @Test
    void an_invitation_comes_by_mail_is_accepted_once_and_by_nobody_else() {
        JsonObject invited = invite(carol, "member");
        String token = tokenMailedTo(carol, invited);

        HttpResponse<String> shown = Client.send(Client.anonymous("/v1/invitations/" + token));
        assertThat(new JsonObject(shown.body()).getMap())
                .containsEntry("workspaceName", "Acme")
                .containsEntry("email", carol.user + "@example.com")
                .containsEntry("expiresAt", invited.getString("expiresAt"));
        assertThat(accept(mallory, token).statusCode()).isEqualTo(403);
        HttpResponse<String> accepted = accept(carol, token);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(accept(carol, token).body()).isEqualTo(accepted.body());
        assertThat(accept(mallory, token).statusCode()).isEqualTo(410);

        assertThat(carol.items("/v1/workspaces"))
                .extracting(each -> ((JsonObject) each).getString("role"))
                .containsExactly("member");
        assertThat(anna.items(all)).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(anna.items("/v1/workspaces/" + workspace + "/activity"))
                        .extracting(each -> ((JsonObject) each).getString("summary"))
                        .anyMatch(summary -> summary.endsWith("joined as member")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(anna.items("/v1/workspaces/" + workspace + "/audit?type=member.added"))
                        .extracting(each ->
                                ((JsonObject) each).getJsonObject("people").getMap())
                        .containsExactly(Map.of("userId", carol.user, "invitedBy", anna.user)));
        assertThat(anna.post(all, body(carol, "member")).statusCode()).isEqualTo(409);
        assertThat(placesOf(token)).as("where the token is kept").isEmpty();
        String correlation = accepted.headers().firstValue("X-Correlation-Id").orElseThrow();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TheSystem.TRACES.with("tandem.correlation.id", correlation))
                        .hasSizeGreaterThan(1));
        assertThat(TheSystem.TRACES.all())
                .filteredOn(span -> span.everything().contains(token))
                .isEmpty();
    }

    @Test
    void what_was_revoked_or_has_expired_is_refused_and_what_is_sent_again_works() {
        JsonObject revoked = invite(carol, "member");
        String first = tokenMailedTo(carol, revoked);
        assertThat(anna.delete(all + "/" + revoked.getString("id")).statusCode())
                .isEqualTo(204);
        assertThat(accept(carol, first).statusCode()).isEqualTo(410);

        JsonObject expired = invite(carol, "viewer");
        String second = tokenMailedTo(carol, expired);
        new Database(TheSystem.get().postgres(), "project_service")
                .execute("UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = '"
                        + expired.getString("id") + "'");
        assertThat(accept(carol, second).statusCode()).isEqualTo(410);
        assertThat(Client.send(Client.anonymous("/v1/invitations/" + second)).statusCode())
                .isEqualTo(410);

        HttpResponse<String> again = Client.send(
                anna.request(all + "/" + expired.getString("id") + "/mails").POST(BodyPublishers.noBody()));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Mailbox.invitations(carol.user + "@example.com"))
                        .containsExactly(second, second, first));
        assertThat(accept(carol, second).statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_waits_for_a_notifier_that_can_enter_no_mail() {
        Client dora = Client.stranger("dora");
        String token = tokenMailedTo(dora, invite(dora, "viewer"));
        JsonObject invited;
        try (Locked deliveries = Locked.table("notifier", "delivery")) {
            assertThat(deliveries).isNotNull();
            invited = invite(carol, "member");
            assertThat(anna.items(all)).hasSize(2);
            assertThat(accept(dora, token).statusCode()).isEqualTo(200);
        }

        assertThat(accept(carol, tokenMailedTo(carol, invited)).statusCode()).isEqualTo(200);
    }

    private JsonObject invite(Client who, String role) {
        HttpResponse<String> answer = anna.post(all, body(who, role));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static JsonObject body(Client who, String role) {
        return new JsonObject().put("email", who.user + "@example.com").put("role", role);
    }

    private static HttpResponse<String> accept(Client who, String token) {
        return Client.send(
                who.request("/v1/invitations/" + token + "/acceptance").POST(BodyPublishers.noBody()));
    }

    private static String tokenMailedTo(Client who, JsonObject invitation) {
        return Mailbox.invitation(who.user + "@example.com", invitation.getString("id"));
    }

    /** The tables of all services in which the token can be read. */
    private static List<String> placesOf(String token) {
        return Stream.of(TandemService.values())
                .map(service -> new Database(TheSystem.get().postgres(), service.database()))
                .flatMap(database -> database.rows(COLUMNS).stream()
                        .map(column -> placeOf(database, column, token))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static Optional<String> placeOf(Database database, List<String> column, String token) {
        String read = (column.get(2).equals("bytea") ? "encode(%s, 'escape')" : "%s::text").formatted(column.get(1));
        return database.rows("SELECT 1 FROM %s WHERE strpos(%s, '%s') > 0 LIMIT 1"
                                .formatted(column.get(0), read, token))
                        .isEmpty()
                ? Optional.empty()
                : Optional.of(column.get(0) + "." + column.get(1));
    }
}
