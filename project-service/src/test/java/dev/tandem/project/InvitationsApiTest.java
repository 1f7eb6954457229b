package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SendInvitation;
import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.testing.Answer;
import dev.tandem.kit.testing.TokenIssuer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationsApiTest {

    private static final InvitationKey KEY = InvitationKey.parse(RunningProjects.INVITATION_KEY);

    private final RunningProjects service = RunningProjects.get();
    private final String alice = "alice-" + UUID.randomUUID();
    private final String carol = "carol-" + UUID.randomUUID();
    private final UUID workspace = service.aWorkspaceOf(alice);
    private final String all = "/v1/workspaces/" + workspace + "/invitations";

    @Test
    void who_is_invited_sees_to_what_and_accepts_and_repeats_it_and_nobody_else_can() {
        Answer invited = invite(alice, carol, "admin", "Come");

        assertThat(invited.status()).isEqualTo(201);
        assertThat(invited.json())
                .contains(
                        entry("email", carol + "@example.com"),
                        entry("role", "admin"),
                        entry("message", "Come"),
                        entry("invitedBy", alice),
                        entry("mails", 1));
        assertThat(service.get(alice, all).items("id"))
                .containsExactly(invited.json().getString("id"));
        Answer shown = service.anonymously(link(invited));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        assertThat(shown.json()).contains(entry("role", "admin"), entry("inviter", alice), entry("message", "Come"));

        assertThat(accept("mallory-" + UUID.randomUUID(), invited).status()).isEqualTo(403);
        Answer accepted = accept(carol, invited);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.json())
                .contains(entry("userId", carol), entry("role", "admin"))
                .isEqualTo(accept(carol, invited).json());
        assertThat(accept("mallory-" + UUID.randomUUID(), invited).status()).isEqualTo(410);
        assertThat(service.anonymously(link(invited)).status()).isEqualTo(410);
        assertThat(service.get(alice, all).items("id")).isEmpty();
        await().untilAsserted(() -> assertThat(told("member.added"))
                .extracting(Topics.Told::payload)
                .containsExactly(new MemberAdded(workspace, carol, Role.admin, carol + "@example.com", null, alice)));
        assertThat(told("member.added").get(0).envelope().actor()).isEqualTo(carol);
        assertThat(told("invitation.send"))
                .extracting(Topics.Told::payload)
                .containsExactly(new SendInvitation(workspace, id(invited)));
    }

    @Test
    void of_many_acceptances_at_once_one_makes_a_member_and_accounts_with_the_same_address_get_none() {
        Answer invited = invite(alice, carol, "member", null);
        String other = TokenIssuer.tokenWith(Map.of("sub", "other-" + carol, "email", shouted(carol)));

        List<CompletableFuture<Integer>> answers = Stream.generate(
                        () -> service.posting(carol, link(invited) + "/acceptance", "")
                                .thenApply(Answer::status))
                .limit(8)
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
        assertThat(service.postAs(other, link(invited) + "/acceptance").status())
                .isEqualTo(410);
        await().untilAsserted(() -> assertThat(told("member.added")).hasSize(1));
        assertThat(service.get(alice, "/v1/workspaces/" + workspace + "/members")
                        .items("userId"))
                .containsExactlyInAnyOrder(alice, carol);
    }

    @Test
    void of_two_accounts_with_the_address_that_accept_at_once_one_is_let_in() {
        Answer invited = invite(alice, carol, "member", null);
        List<String> tokens = Stream.of("one-", "two-")
                .map(each -> TokenIssuer.tokenWith(Map.of("sub", each + carol, "email", shouted(carol))))
                .toList();

        List<CompletableFuture<Integer>> answers = tokens.stream()
                .map(token -> CompletableFuture.supplyAsync(() ->
                        service.postAs(token, link(invited) + "/acceptance").status()))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).toList()).containsExactlyInAnyOrder(200, 410);
    }

    @ParameterizedTest
    @CsvSource({"false, 403", "true, 200"})
    void an_address_that_the_issuer_calls_unverified_does_not_accept(boolean verified, int status) {
        Answer invited = invite(alice, carol, "member", null);
        String token = TokenIssuer.tokenWith(
                Map.of("sub", carol, "email", carol + "@example.com", "email_verified", verified));

        assertThat(service.postAs(token, link(invited) + "/acceptance").status())
                .isEqualTo(status);
    }

    @Test
    void an_account_without_an_address_does_not_accept() {
        Answer invited = invite(alice, carol, "member", null);

        assertThat(service.postAs(TokenIssuer.tokenWith(Map.of("sub", carol)), link(invited) + "/acceptance")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_was_revoked_or_has_expired_is_gone_and_what_is_no_token_is_not_found() {
        Answer revoked = invite(alice, carol, "member", null);
        assertThat(service.delete(alice, all + "/" + id(revoked)).status()).isEqualTo(204);
        assertThat(service.delete(alice, all + "/" + id(revoked)).status()).isEqualTo(404);
        Answer expired = invite(alice, carol, "member", null);
        assertThat(id(expired)).isNotEqualTo(id(revoked));
        service.alter("UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = '" + id(expired) + "'");

        for (Answer over : List.of(revoked, expired)) {
            assertThat(accept(carol, over).status()).isEqualTo(410);
            assertThat(service.anonymously(link(over)).json().getString("detail"))
                    .isEqualTo(service.anonymously("/v1/invitations/" + KEY.token(anyId()))
                            .json()
                            .getString("detail"));
        }
        assertThat(service.get(alice, all).items("id")).isEmpty();
        String forged = "A".repeat(64);
        assertThat(service.anonymously("/v1/invitations/" + forged).status()).isEqualTo(404);
        assertThat(service.post(carol, "/v1/invitations/" + forged + "/acceptance", "")
                        .status())
                .isEqualTo(404);
        assertThat(service.posting(null, link(expired) + "/acceptance", "")
                        .join()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void who_invites_an_address_again_renews_its_invitation() {
        Answer first = invite(alice, carol, "viewer", "Come");
        service.alter("UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = '" + id(first) + "'");

        Answer again = invite(alice, carol.toUpperCase(Locale.ROOT), "member", null);

        assertThat(again.status()).as("it had expired").isEqualTo(201);
        assertThat(id(again)).isEqualTo(id(first));
        assertThat(again.json()).contains(entry("role", "member"), entry("mails", 1));
        assertThat(Instant.parse(again.json().getString("expiresAt")))
                .isAfter(Instant.now().plusSeconds(6 * 86_400));
        Answer mailed = service.post(alice, all + "/" + id(first) + "/mails", "");
        assertThat(mailed.status()).isEqualTo(200);
        assertThat(mailed.json()).contains(entry("role", "member"), entry("mails", 2));
        assertThat(invite(alice, carol, "member", null).status())
                .as("it is open")
                .isEqualTo(200);
        assertThat(service.get(alice, all).items("id"))
                .containsExactly(id(first).toString());
        assertThat(accept(carol, first).json().getString("role")).isEqualTo("member");
    }

    @Test
    void who_is_in_the_workspace_is_not_invited_and_stays_as_they_are_if_let_in_meanwhile() {
        Answer invited = invite(alice, carol, "viewer", null);
        service.put(
                alice,
                RunningProjects.memberPath(workspace, carol),
                "{\"role\":\"admin\",\"email\":\"" + carol + "@Example.com\"}");

        assertThat(invite(alice, carol, "viewer", null).status()).isEqualTo(409);
        assertThat(accept(carol, invited).json().getString("role")).isEqualTo("admin");
        assertThat(service.get(alice, all).items("id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "owner, owner, 201",
        "owner, viewer, 201",
        "admin, admin, 201",
        "admin, owner, 403",
        "member, viewer, 403",
        "viewer, viewer, 403",
        "nobody, viewer, 404"
    })
    void nobody_invites_as_more_than_they_may_let_in(String inviter, String role, int status) {
        String bob = "bob-" + UUID.randomUUID();
        if (!inviter.equals("nobody")) {
            service.putMember(alice, workspace, bob, inviter);
        }

        assertThat(invite(bob, carol, role, null).status()).isEqualTo(status);

        Answer owners = invite(alice, "dora-" + UUID.randomUUID(), "owner", null);
        int others = status == 404 ? 404 : inviter.equals("owner") ? 200 : 403;
        assertThat(service.post(bob, all + "/" + id(owners) + "/mails", "").status())
                .isEqualTo(others);
        assertThat(service.get(bob, all).status())
                .isEqualTo(
                        switch (inviter) {
                            case "owner", "admin" -> 200;
                            case "nobody" -> 404;
                            default -> 403;
                        });
        assertThat(service.delete(bob, all + "/" + id(owners)).status()).isEqualTo(others == 200 ? 204 : others);
    }

    @Test
    void an_invitation_ends_with_the_right_of_whoever_sent_it() {
        String bob = "bob-" + UUID.randomUUID();
        service.putMember(alice, workspace, bob, "admin");
        Answer invited = invite(bob, carol, "admin", null);
        assertThat(invited.json()).contains(entry("acceptable", true));
        service.putMember(alice, workspace, bob, "member");

        assertThat(service.get(alice, all).items("acceptable")).containsExactly("false");

        assertThat(service.anonymously(link(invited)).status()).isEqualTo(410);
        assertThat(accept(carol, invited).status()).isEqualTo(410);

        assertThat(service.post(alice, all + "/" + id(invited) + "/mails", "").status())
                .isEqualTo(200);
        assertThat(accept(carol, invited).status()).isEqualTo(200);
    }

    @Test
    void an_invitation_ends_when_the_erasure_of_whoever_sent_it_begins() {
        Answer invited = invite(alice, carol, "member", null);
        service.alter("""
                INSERT INTO tombstone (digest, pseudonym)
                SELECT sha256(key || convert_to('%1$s', 'UTF8')), 'pseudonym-of-%1$s' FROM erasure_key;
                SELECT nextval('erasure_version')
                """.formatted(alice));

        assertThat(accept(carol, invited).status()).isEqualTo(410);
    }

    @Test
    void an_admin_cannot_replace_what_only_an_owner_may_send_while_it_is_open() {
        String bob = "bob-" + UUID.randomUUID();
        service.putMember(alice, workspace, bob, "admin");
        Answer ofAlice = invite(alice, carol, "owner", "Come");

        assertThat(invite(bob, carol, "viewer", null).status()).isEqualTo(403);
        assertThat(service.anonymously(link(ofAlice)).json())
                .contains(entry("role", "owner"), entry("inviter", alice), entry("message", "Come"));

        service.alter("UPDATE invitation SET expires_at = now() - interval '1 s' WHERE id = '" + id(ofAlice) + "'");
        assertThat(invite(bob, carol, "viewer", null).status()).isEqualTo(201);
    }

    @Test
    void a_message_is_sent_again_by_its_author_only() {
        String bob = "bob-" + UUID.randomUUID();
        service.putMember(alice, workspace, bob, "owner");
        Answer invited = invite(alice, carol, "viewer", "Come");
        String mails = all + "/" + id(invited) + "/mails";

        assertThat(service.post(alice, mails, "").json()).contains(entry("message", "Come"));
        assertThat(service.post(bob, mails, "").json().getString("message")).isNull();
        assertThat(service.post(alice, mails, "").json().getString("message")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@", "@b", "a b@c", "ä@example.com", "a@b..c", "a@b\\nBcc: c@d"})
    void what_is_no_address_is_refused(String email) {
        Answer refused = service.post(alice, all, "{\"email\":\"" + email + "\",\"role\":\"viewer\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.violations()).containsExactly("/email");
    }

    @Test
    void an_invitation_of_another_workspace_is_neither_revoked_nor_sent() {
        UUID another = service.aWorkspaceOf(alice);
        Answer invited = invite(alice, carol, "viewer", null);
        String elsewhere = "/v1/workspaces/" + another + "/invitations/" + id(invited);

        assertThat(service.delete(alice, elsewhere).status()).isEqualTo(404);
        assertThat(service.post(alice, elsewhere + "/mails", "").status()).isEqualTo(404);
        assertThat(service.get(alice, "/v1/workspaces/" + another + "/invitations")
                        .items("id"))
                .isEmpty();
        assertThat(service.anonymously(link(invited)).status()).isEqualTo(200);
    }

    private Answer invite(String inviter, String who, String role, @Nullable String message) {
        return inviting(inviter, who, role, message).join();
    }

    private CompletableFuture<Answer> inviting(String inviter, String who, String role, @Nullable String message) {
        JsonObject body = new JsonObject().put("email", who + "@example.com").put("role", role);
        if (message != null) {
            body.put("message", message);
        }
        return service.posting(inviter, all, body.encode());
    }

    private Answer accept(String user, Answer invited) {
        return service.post(user, link(invited) + "/acceptance", "");
    }

    private static String shouted(String user) {
        return user.toUpperCase(Locale.ROOT) + "@Example.COM";
    }

    private static UUID id(Answer invited) {
        return UUID.fromString(invited.json().getString("id"));
    }

    private static String link(Answer invited) {
        return "/v1/invitations/" + KEY.token(id(invited));
    }

    private List<Topics.Told> told(String topic) {
        return service.topics.of(workspace).stream()
                .filter(told -> told.routingKey().equals(topic))
                .toList();
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }
}
