package dev.tandem.messaging.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.testing.TestTopology;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedactionTest {

    private static final String ERASE = TestTopology.NAMES.erasePerson().type();

    private final Redaction redaction = new Redaction(Map.of("anna", "erased-1")::get);

    @Test
    void an_id_becomes_the_pseudonym_wherever_it_is_a_value() {
        assertThat(redacted(event(
                        "ben",
                        new JsonObject()
                                .put("assigneeId", "anna")
                                .put("mentions", new JsonArray().add("anna").add("annabel")))))
                .isEqualTo(event(
                        "ben",
                        new JsonObject()
                                .put("assigneeId", "erased-1")
                                .put("mentions", new JsonArray().add("erased-1").add("annabel"))));
    }

    @Test
    void a_profile_goes_and_that_of_others_stays() {
        JsonObject ben =
                new JsonObject().put("userId", "ben").put("name", "Ben").put("email", "ben@example.com");

        assertThat(redacted(event(
                        "anna",
                        new JsonObject()
                                .put("name", "Apollo")
                                .put(
                                        "createdBy",
                                        new JsonObject().put("userId", "anna").put("name", "Anna Berg"))
                                .put("lead", ben))))
                .isEqualTo(event(
                        "erased-1",
                        new JsonObject()
                                .put("name", "Apollo")
                                .put("createdBy", new JsonObject().put("userId", "erased-1"))
                                .put("lead", ben)));
    }

    @Test
    void what_the_person_said_goes_and_what_others_said_loses_the_mention_alone() {
        assertThat(redacted(event(
                        "anna", new JsonObject().put("text", "I live at …").put("title", "Move"))))
                .isEqualTo(event(
                        "erased-1",
                        new JsonObject().put("text", Redaction.WORDS).put("title", "Move")));
        JsonArray mentions = new JsonArray().add("anna");
        assertThat(redacted(event(
                        "ben",
                        new JsonObject()
                                .put("excerpt", "@anna, @annabel and @anna.berg: anna knows. @anna. @[anna]")
                                .put("mentions", mentions))))
                .isEqualTo(event(
                        "ben",
                        new JsonObject()
                                .put("excerpt", "@erased-1, @annabel and @anna.berg: anna knows. @erased-1. @erased-1")
                                .put("mentions", new JsonArray().add("erased-1"))));
    }

    @Test
    void what_names_nobody_and_what_cannot_be_read_and_the_wish_to_erase_stay_as_they_are() {
        for (Buffer body : new Buffer[] {
            event("ben", new JsonObject().put("text", "anna was here")).toBuffer(),
            Buffer.buffer("anna"),
            new JsonObject()
                    .put("type", ERASE)
                    .put("data", new JsonObject().put("userId", "anna"))
                    .toBuffer()
        }) {
            assertThat(redaction.body(body, ERASE)).isSameAs(body);
        }
    }

    private JsonObject redacted(JsonObject event) {
        return redaction.body(event.toBuffer(), ERASE).toJsonObject();
    }

    private static JsonObject event(String actor, JsonObject data) {
        return new JsonObject()
                .put("type", "test.noted.v1")
                .put("actorid", actor)
                .put("data", data);
    }
}
