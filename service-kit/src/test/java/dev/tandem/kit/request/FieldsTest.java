package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private enum Role {
        owner,
        admin,
        member,
        viewer
    }

    private record Read(Role role, @Nullable String name) {
        static Read from(Fields fields) {
            return new Read(fields.choice("role", Role.class), fields.optionalText("name", 5));
        }
    }

    @Test
    void text_is_stripped() {
        assertThat(Fields.read(new JsonObject("{\"role\":\"admin\",\"name\":\"  Bob \"}"), Read::from))
                .isEqualTo(new Read(Role.admin, "Bob"));
    }

    @Test
    void optional_text_may_be_null() {
        assertThat(Fields.read(new JsonObject("{\"role\":\"admin\",\"name\":null}"), Read::from))
                .isEqualTo(new Read(Role.admin, null));
    }

    @Test
    void characters_are_counted_not_their_encoding() {
        assertThat(Fields.read(new JsonObject().put("role", "admin").put("name", "😀😀😀😀😀"), Read::from)
                        .name())
                .isEqualTo("😀😀😀😀😀");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        Problem problem = refusal("{\"role\":\"king\",\"name\":\"Robert\",\"a/b~c\":1}");
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors())
                .containsExactlyInAnyOrder(
                        new Violation("/role", "is not one of owner, admin, member, viewer"),
                        new Violation("/name", "is longer than 5 characters"),
                        new Violation("/a~1b~0c", "is unknown"));
    }

    @Test
    void text_is_text() {
        assertThat(refusal("{\"role\":\"admin\",\"name\":7}").errors())
                .containsExactly(new Violation("/name", "is not a text"));
        assertThat(refusal("{\"role\":\"admin\",\"name\":\" \"}").errors())
                .containsExactly(new Violation("/name", "is blank"));
        assertThat(refusal("{\"role\":\"admin\",\"name\":\"a\\u0000b\"}").errors())
                .containsExactly(new Violation("/name", "holds a NUL character"));
    }

    @Test
    void a_choice_is_required() {
        assertThat(refusal("{}").errors())
                .containsExactly(new Violation("/role", "is missing: one of owner, admin, member, viewer"));
    }

    @Test
    void an_id_is_a_uuid_as_it_is_always_written() {
        UUID id = UUID.fromString("01980a3e-1111-7000-8000-000000000001");
        assertThat(anId(new JsonObject().put("id", id.toString()))).isEqualTo(id);
        assertThat(anId(new JsonObject())).isNull();
        for (Object none : List.of(7, "1-1-1-1-1", "")) {
            assertThat(catchThrowableOfType(ProblemException.class, () -> anId(new JsonObject().put("id", none)))
                            .problem()
                            .errors())
                    .containsExactly(new Violation("/id", "is no UUID"));
        }
    }

    private static @Nullable UUID anId(JsonObject body) {
        return Fields.<@Nullable UUID>read(body, fields -> fields.optionalId("id"));
    }

    private static Problem refusal(String body) {
        return catchThrowableOfType(ProblemException.class, () -> Fields.read(new JsonObject(body), Read::from))
                .problem();
    }
}
