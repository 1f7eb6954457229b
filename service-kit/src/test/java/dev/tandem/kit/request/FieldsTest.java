package dev.tandem.kit.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Consumer<Fields>> readers() {
        return Stream.of(
                fields -> fields.optionalText("n", 5),
                fields -> fields.text("n", 5),
                fields -> fields.optionalWord("n", List.of("a", "b")),
                fields -> fields.word("n", List.of("a", "b")),
                fields -> fields.choice("n", Role.class),
                fields -> fields.flag("n"),
                fields -> fields.integer("n", 1, 100, 7),
                fields -> fields.ratio("n", 0.1),
                fields -> fields.optionalTime("n"),
                fields -> fields.optionalId("n"),
                fields -> fields.optionalIds("n", 3),
                fields -> fields.optionalCounts("n", 3, 100),
                fields -> fields.optionalObject("n"),
                fields -> fields.within("n", inner -> inner.flag("m")),
                fields -> fields.has("other"));
    }

    /** Whether null stands for nothing or for what is usual would be for everybody to guess. */
    @ParameterizedTest
    @MethodSource("readers")
    void null_is_refused_and_nothing_else_is_said_of_it(Consumer<Fields> reader) {
        assertThat(refusal("{\"n\":null}", reader).errors()).containsExactly(new Violation("/n", "may not be null"));
    }

    @Test
    void null_within_an_object_is_refused_too() {
        assertThat(refusal("{\"n\":{\"m\":null}}", fields -> fields.within("n", inner -> inner.flag("m")))
                        .errors())
                .containsExactly(new Violation("/n/m", "may not be null"));
        assertThat(Fields.<JsonObject>read(
                        new JsonObject("{\"n\":{\"m\":null}}"),
                        fields -> Objects.requireNonNull(fields.optionalObject("n"))))
                .as("what is passed on as it is")
                .isEqualTo(new JsonObject().putNull("m"));
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
                    .containsExactly(new Violation("/id", "is not a UUID"));
        }
    }

    private static @Nullable UUID anId(JsonObject body) {
        return Fields.<@Nullable UUID>read(body, fields -> fields.optionalId("id"));
    }

    private static Problem refusal(String body) {
        return refusal(body, Read::from);
    }

    private static Problem refusal(String body, Consumer<Fields> reader) {
        return catchThrowableOfType(
                        ProblemException.class,
                        () -> Fields.read(new JsonObject(body), fields -> {
                            reader.accept(fields);
                            return body;
                        }))
                .problem();
    }

    /** To JSON Schema a number is an integer by what it is worth, and not by how it is written. */
    @Test
    void a_whole_number_may_be_written_with_a_fraction_of_nothing() {
        for (String fifty : new String[] {"50", "50.0", "5e1", "5.0E+1"}) {
            assertThat(anInteger("{\"n\":" + fifty + "}")).as(fifty).isEqualTo(50);
            assertThat(counts("{\"n\":[" + fifty + "]}")).as(fifty).isEqualTo(List.of(50));
        }
        for (String none :
                new String[] {"50.5", "101", "101.0", "0.0", "-1.0", "1e300", "4294967297", "\"50\"", "1e999"}) {
            assertThatThrownBy(() -> anInteger("{\"n\":" + none + "}")).as(none).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() -> counts("{\"n\":[" + none + "]}")).as(none).isInstanceOf(ProblemException.class);
        }
    }

    private static int anInteger(String body) {
        return Fields.read(new JsonObject(body), fields -> fields.integer("n", 1, 100, 7));
    }

    private static @Nullable List<Integer> counts(String body) {
        return Fields.read(new JsonObject(body), fields -> fields.optionalCounts("n", 3, 100));
    }
}
