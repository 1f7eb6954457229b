package dev.tandem.project;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Invites more than one may. */
class InvitationLimitsTest {

    /** How many mails one address gets in a day. */
    private static final int MOST_TO_AN_ADDRESS = 5;

    private final RunningProjects service = RunningProjects.get();
    private final String alice = "alice-" + UUID.randomUUID();
    private final String carol = "carol-" + UUID.randomUUID();
    private final UUID workspace = service.aWorkspaceOf(alice);
    private final String all = "/v1/workspaces/" + workspace + "/invitations";

    @Test
    void an_address_is_mailed_only_so_often_in_a_day_by_whomever_and_however_fast() {
        List<String> inviters = Stream.generate(() -> "inviter-" + UUID.randomUUID())
                .limit(MOST_TO_AN_ADDRESS + 2)
                .toList();
        List<UUID> theirs = inviters.stream().map(service::aWorkspaceOf).toList();

        List<CompletableFuture<Answer>> many = IntStream.range(0, inviters.size())
                .mapToObj(i -> inviting(inviters.get(i), theirs.get(i), carol + "+" + i + "@example.com"))
                .toList();

        assertThat(statuses(many)).isEqualTo(Map.of(201, (long) MOST_TO_AN_ADDRESS, 429, 2L));
        Answer refused = invite(carol);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(86_000, 86_402);
        assertThat(invite("someone-" + UUID.randomUUID()).status()).isEqualTo(201);
    }

    @Test
    void of_a_user_who_invites_everywhere_at_once_no_more_is_mailed_than_in_one_workspace() {
        List<UUID> hers = Stream.generate(() -> service.aWorkspaceOf(alice))
                .limit(RunningProjects.MOST_MAILS + 2)
                .toList();

        List<CompletableFuture<Answer>> many = hers.stream()
                .map(each -> inviting(alice, each, UUID.randomUUID() + "@example.com"))
                .toList();

        assertThat(statuses(many)).isEqualTo(Map.of(201, (long) RunningProjects.MOST_MAILS, 429, 2L));
    }

    @Test
    void one_that_was_mailed_five_times_and_has_expired_is_begun_anew() {
        Answer invited = invite(carol);
        service.alter("UPDATE invitation SET mails = 5, expires_at = now() - interval '1 s' WHERE id = '" + id(invited)
                + "'");

        Answer again = invite(carol);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).contains(Map.entry("mails", 1));
    }

    @Test
    void a_workspace_has_only_so_many_open_invitations_at_whatever_speed() {
        List<CompletableFuture<Answer>> many = Stream.generate(() -> "someone-" + UUID.randomUUID())
                .limit(RunningProjects.MOST_INVITATIONS + 3)
                .map(each -> inviting(alice, workspace, each + "@example.com"))
                .toList();

        assertThat(statuses(many)).isEqualTo(Map.of(201, (long) RunningProjects.MOST_INVITATIONS, 409, 3L));
    }

    @Test
    void an_invitation_is_mailed_five_times_and_a_workspace_and_a_user_mail_only_so_many_in_an_hour() {
        Answer invited = invite(carol);
        for (int mails = 2; mails <= 5; mails++) {
            assertThat(service.post(alice, all + "/" + id(invited) + "/mails", "")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(service.post(alice, all + "/" + id(invited) + "/mails", "").status())
                .isEqualTo(409);
        for (int mails = 6; mails <= RunningProjects.MOST_MAILS; mails++) {
            Answer other = invite("someone-" + UUID.randomUUID());
            assertThat(other.status()).isEqualTo(201);
            service.delete(alice, all + "/" + id(other));
        }

        Answer refused = invite("someone-" + UUID.randomUUID());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3_000, 3_602);
        UUID another = service.aWorkspaceOf(alice);
        assertThat(inviting(alice, another, "a@example.com").join().status()).isEqualTo(429);
        service.alter("UPDATE invitation_mail SET sent_at = sent_at - interval '1 hour' WHERE workspace_id = '"
                + workspace + "'");
        assertThat(invite("someone-" + UUID.randomUUID()).status()).isEqualTo(201);
    }

    private Answer invite(String who) {
        return inviting(alice, workspace, who + "@example.com").join();
    }

    private CompletableFuture<Answer> inviting(String inviter, UUID to, String address) {
        return service.posting(
                inviter,
                "/v1/workspaces/" + to + "/invitations",
                new JsonObject().put("email", address).put("role", "viewer").encode());
    }

    private static Map<Integer, Long> statuses(List<CompletableFuture<Answer>> answers) {
        return answers.stream().map(each -> each.join().status()).collect(groupingBy(status -> status, counting()));
    }

    private static UUID id(Answer invited) {
        return UUID.fromString(invited.json().getString("id"));
    }
}
