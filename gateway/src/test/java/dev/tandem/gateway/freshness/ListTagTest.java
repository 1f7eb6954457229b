package dev.tandem.gateway.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the services give no {@code ETag} gets one of its body. */
@Timeout(120)
final class ListTagTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);
    private final String path = "/v1/projects/" + UUID.randomUUID() + "/activity";
    private final AtomicReference<String> entry = new AtomicReference<>("created");

    ListTagTest() {
        gateway.activityFeed.untag(path);
        gateway.activityFeed.answer(path, address -> new JsonObject().put("items", new JsonArray().add(entry.get())));
    }

    @Test
    void a_list_is_not_sent_again_while_it_is_the_same() {
        Answer first = gateway.get(story.user, path);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).matches("\"[A-Za-z0-9_-]{22}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");

        Answer again = gateway.getUnlessKnown(story.user, path, "\"x\", " + first.header("ETag"));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(again.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(again.header("Content-Type")).isEmpty();
    }

    @Test
    void a_list_that_has_changed_is_sent_with_another_tag() {
        String known = gateway.get(story.user, path).header("ETag");
        entry.set("renamed");

        Answer changed = gateway.getUnlessKnown(story.user, path, known);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getJsonArray("items")).containsExactly("renamed");
        assertThat(changed.header("ETag")).isNotEmpty().isNotEqualTo(known);
    }

    @Test
    void who_has_the_list_is_told_all_the_same_whether_it_contains_a_change() {
        UUID event = UUID.randomUUID();
        UUID operation = story.accepted();
        story.succeeds(operation, event);
        await().until(() -> story.shown(operation).getBoolean("done"));
        gateway.activityFeed.answer(
                "/v1/effects?events=" + event,
                address -> new JsonObject().put("done", new JsonArray().add(event.toString())));
        String known = gateway.get(story.user, path).header("ETag");

        Answer seen = gateway.getUnlessKnown(story.user, path + "?after=" + operation, known);

        assertThat(seen.status()).isEqualTo(304);
        assertThat(seen.header("Tandem-Seen")).isEqualTo("true");
        assertThat(seen.response().headers().allValues("Vary")).contains("Prefer");
    }

    @Test
    void what_the_gateway_itself_puts_together_is_tagged_too() {
        UUID project = UUID.randomUUID();
        for (String own :
                new String[] {"/v1/operations?ids=" + story.accepted(), "/v1/projects/" + project + "/overview"}) {
            Answer first = gateway.get(story.user, own);
            assertThat(first.header("ETag")).as(own).matches("\"[A-Za-z0-9_-]{22}\"");
            assertThat(gateway.getUnlessKnown(story.user, own, first.header("ETag"))
                            .status())
                    .as(own)
                    .isEqualTo(304);
        }
    }

    @Test
    void a_tag_of_the_service_stays_and_a_refusal_has_none() {
        assertThat(gateway.get(story.user, "/v1/projects/" + UUID.randomUUID()).header("ETag"))
                .isEqualTo("\"project-service\"");

        Answer refused = gateway.getUnlessKnown(story.user, path + "?limit=none", "*");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("ETag")).isEmpty();
    }
}
