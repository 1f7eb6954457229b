package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that is sent again, since its answer was lost, when what it was about is not there any more. */
@Timeout(120)
final class LostAnswerTest {

    private static final Set<String> GONE = ConcurrentHashMap.newKeySet();
    private static final Set<String> WEAK = ConcurrentHashMap.newKeySet();

    private static RunningGateway gateway;

    private final String project = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();
    private final String user = "u" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = RunningGateway.another("gateway", Map.of());
        gateway.permit(question -> {
            for (String thing : new String[] {"workspaceId", "projectId", "taskId"}) {
                String id = question.getString(thing);
                if (id != null && GONE.contains(id + thing)) {
                    return new JsonObject()
                            .put("problem", Problems.notFound("There is none.").toJson());
                }
                if (id != null && WEAK.contains(id + thing)) {
                    return new JsonObject()
                            .put("problem", Problems.forbidden("Not you.").toJson());
                }
            }
            String id =
                    question.getString("workspaceId", question.getString("projectId", question.getString("taskId")));
            return new JsonObject().put("workspaceId", id).put("projectId", id).put("role", "owner");
        });
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @Test
    void a_deletion_sent_again_gets_its_first_answer() {
        Answer first = deletion(user, key, "");
        GONE.add(project + "projectId");

        Answer again = deletion(user, key, "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void a_change_by_someone_who_may_no_longer_make_it_as_well() {
        Answer first = change(key, "{\"name\": \"Artemis\"}");
        WEAK.add(project + "projectId");

        assertThat(change(key, "{\"name\": \"Artemis\"}").json()).isEqualTo(first.json());
        assertThat(change(key, "{\"name\": \"Apollo\"}").status())
                .as("with another body")
                .isEqualTo(422);
        assertThat(change(UUID.randomUUID().toString(), "{\"name\": \"Artemis\"}")
                        .status())
                .as("with another key")
                .isEqualTo(403);
    }

    @Test
    void nobody_else_gets_it() {
        deletion(user, key, "");
        GONE.add(project + "projectId");

        assertThat(deletion("v" + UUID.randomUUID(), key, "").status()).isEqualTo(404);
        assertThat(deletion(user, "another", "").status()).isEqualTo(404);
    }

    @Test
    void nor_does_who_is_no_member_any_more() {
        deletion(user, key, "");
        GONE.add(project + "projectId");
        GONE.add(project + "workspaceId");

        assertThat(deletion(user, key, "").status()).isEqualTo(404);
    }

    @Test
    void it_is_waited_for_as_the_first_would_have_been() {
        deletion(user, key, "");
        GONE.add(project + "projectId");

        assertThat(deletion(user, key, "wait=1").header("Preference-Applied")).isEqualTo("wait=1");
    }

    private Answer deletion(String by, String under, String preference) {
        var request = gateway.request(by, "/v1/projects/" + project)
                .header("Idempotency-Key", under)
                .DELETE();
        return gateway.sending(preference.isEmpty() ? request : request.header("Prefer", preference))
                .join();
    }

    private Answer change(String under, String body) {
        return gateway.sending(gateway.request(user, "/v1/projects/" + project)
                        .header("Idempotency-Key", under)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body)))
                .join();
    }
}
