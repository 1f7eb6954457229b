package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a workspace may ask for, and how it is told that it was too much. */
@Timeout(120)
final class QuotaTest {

    private static final Pattern LEFT = Pattern.compile("\"(\\w+)\";r=(\\d+);t=.*");

    private static RunningGateway gateway;

    private final Story story = new Story(gateway);

    @BeforeAll
    static void start() {
        gateway = RunningGateway.another(
                "gateway",
                Map.of(
                        "QUOTA_PER_SECOND",
                        "1",
                        "QUOTA_BURST",
                        "4",
                        "QUOTA_OUTSTANDING",
                        "4",
                        "QUOTA_READS_PER_SECOND",
                        "1",
                        "QUOTA_READ_BURST",
                        "2"));
        aWorkspace("first");
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @Test
    void every_answer_says_what_is_left_and_the_refusal_when_to_come_again() {
        Instant begun = Instant.now();
        for (int left = 3; left >= 0; left--) {
            Answer accepted = aWorkspace(story.user);
            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.header("RateLimit-Policy")).isEqualTo("\"changes\";q=4;w=5");
            assertLeft(accepted, "changes", left, begun);
        }
        Answer refused = refused(() -> aWorkspace(story.user));

        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("RateLimit")).startsWith("\"changes\";r=0;t=");
        assertThat(refused.json().getString("detail")).contains("1 changes a second", "again in 1 s");
        assertThat(aWorkspace(new Story(gateway).user).status()).isEqualTo(202);
    }

    @Test
    void what_is_read_of_other_services_is_counted_by_user() {
        Instant begun = Instant.now();
        for (int left = 1; left >= 0; left--) {
            Answer read = gateway.get(story.user, "/v1/workspaces");
            assertThat(read.status()).isEqualTo(200);
            assertLeft(read, "reads", left, begun);
        }
        Answer refused = refused(() -> gateway.get(story.user, "/v1/workspaces"));

        assertThat(refused.json().getString("detail")).contains("user", "1 reads a second");
        assertThat(gateway.get(new Story(gateway).user, "/v1/workspaces").status())
                .isEqualTo(200);
        assertThat(aWorkspace(story.user).status())
                .as("changes are counted apart")
                .isEqualTo(202);
    }

    @Test
    void changes_that_another_service_makes_are_counted_by_user() {
        String member = "/v1/workspaces/" + UUID.randomUUID() + "/members/bob";
        for (int i = 0; i < 4; i++) {
            assertThat(gateway.send(story.user, "DELETE", member, "").status()).isNotEqualTo(429);
        }
        refused(() -> gateway.send(story.user, "DELETE", member, ""));
    }

    @Test
    void a_workspace_has_so_many_changes_under_way_and_no_more_until_some_are_done() {
        UUID workspace = UUID.randomUUID();
        UUID first = accepted(workspace);
        accepted(workspace);
        accepted(workspace);
        accepted(workspace);

        // The first refusals may be for want of a token.
        Answer refused = await().until(
                        () -> project(workspace),
                        answer -> answer.json().getString("detail").contains("under way"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().getString("detail")).contains("4 changes under way", "Wait until");

        story.succeeds(first);
        await().until(() -> story.shown(first).getBoolean("done"));
        await().until(() -> project(workspace).status() == 202);
    }

    private static Answer aWorkspace(String user) {
        return gateway.post(user, "/v1/workspaces", "{\"name\": \"Acme\"}");
    }

    /** What is left of the burst, and what has been given back since, one a second. */
    private static void assertLeft(Answer answer, String quota, int left, Instant begun) {
        Matcher told = LEFT.matcher(answer.header("RateLimit"));
        assertThat(told.matches()).as(answer.header("RateLimit")).isTrue();
        assertThat(told.group(1)).isEqualTo(quota);
        assertThat(Long.parseLong(told.group(2)))
                .isBetween(
                        (long) left,
                        left + Duration.between(begun, Instant.now()).toSeconds());
    }

    /** Asks until it is too much: at once, unless it takes a second. */
    private static Answer refused(Callable<Answer> request) {
        return await().pollInterval(Duration.ofMillis(1)).until(request, answer -> answer.status() == 429);
    }

    private UUID accepted(UUID workspace) {
        Answer answer = project(workspace);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        return UUID.fromString(answer.json().getString("id"));
    }

    private Answer project(UUID workspace) {
        return gateway.post(
                story.user, "/v1/projects", "{\"workspaceId\": \"" + workspace + "\", \"name\": \"Apollo\"}");
    }
}
