package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OversizeTest {

    private static final JsonObject CONTRACT = new JsonObject(WrittenContract.TREE.toString());

    private static List<Violation> oversize(String schema, JsonObject body) {
        return Oversize.in(new JsonObject().put("$ref", "#/components/schemas/" + schema), CONTRACT)
                .at(body);
    }

    @Test
    void texts_are_counted_in_characters_and_may_be_as_long_as_the_contract_says() {
        assertThat(oversize("NewWorkspace", new JsonObject().put("name", "x".repeat(200))))
                .isEmpty();
        assertThat(oversize("NewWorkspace", new JsonObject().put("name", "\uD83D\uDE80".repeat(200))))
                .isEmpty();
        for (String character : List.of("x", "\uD83D\uDE80", "\0")) {
            assertThat(oversize("NewWorkspace", new JsonObject().put("name", character.repeat(201))))
                    .containsExactly(new Violation("/name", "is longer than 200 characters"));
        }
    }

    @Test
    void a_list_that_is_too_long_is_not_looked_into() {
        JsonArray tooMany = new JsonArray(Collections.nCopies(101, "x".repeat(99)));
        assertThat(oversize("Reading", new JsonObject().put("ids", tooMany)))
                .containsExactly(new Violation("/ids", "has more than 100 items"));
        assertThat(oversize(
                        "Reading",
                        new JsonObject().put("ids", new JsonArray().add("short").add("x".repeat(99)))))
                .containsExactly(new Violation("/ids/1", "is longer than 36 characters"));
    }

    @Test
    void what_is_of_another_type_or_unknown_is_somebody_elses_affair() {
        assertThat(oversize("NewTask", new JsonObject().put("title", 1).put("more", "x".repeat(9_000))))
                .isEmpty();
        assertThat(oversize("TaskChange", new JsonObject().putNull("description")))
                .isEmpty();
    }
}
