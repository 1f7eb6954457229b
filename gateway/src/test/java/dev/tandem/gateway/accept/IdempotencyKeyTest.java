package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

final class IdempotencyKeyTest {

    private static final JsonObject BODY = new JsonObject("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":\"t\"}");

    @Test
    void the_order_of_members_does_not_matter_at_any_depth_and_that_of_elements_does() {
        IdempotencyKey key = key("anna", "k", BODY);

        assertThat(key("anna", "k", new JsonObject("{\"b\":\"t\",\"a\":{\"y\":[1,2],\"x\":1}}")))
                .isEqualTo(key);
        assertThat(key("anna", "k", new JsonObject("{\"b\":\"t\",\"a\":{\"y\":[2,1],\"x\":1}}"))
                        .bodyHash())
                .isNotEqualTo(key.bodyHash());
    }

    @Test
    void a_key_means_something_only_to_its_user_on_its_route() {
        assertThat(key("ben", "k", BODY).scope())
                .isNotEqualTo(key("anna", "k", BODY).scope());
        assertThat(key("anna", "l", BODY).scope())
                .isNotEqualTo(key("anna", "k", BODY).scope());
        assertThat(IdempotencyKey.of("anna", "POST", "/v1/workspaces", "k", BODY)
                        .scope())
                .isNotEqualTo(key("anna", "k", BODY).scope());
    }

    @Test
    void nobody_can_speak_for_another_by_a_line_break_in_a_key() {
        assertThat(key("anna", "x\ny", BODY).scope())
                .isNotEqualTo(key("anna\nx", "y", BODY).scope());
    }

    private static IdempotencyKey key(String user, String key, JsonObject body) {
        return IdempotencyKey.of(user, "POST", "/v1/projects", key, body);
    }
}
