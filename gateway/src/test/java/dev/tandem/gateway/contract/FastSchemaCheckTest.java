package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastSchemaCheckTest {

    private static final JsonObject CONTRACT = new JsonObject(WrittenContract.TREE.toString());

    private static Predicate<Object> schema(String name) {
        return FastSchemaCheck.to(new JsonObject().put("$ref", "#/components/schemas/" + name), CONTRACT);
    }

    private static Predicate<Object> written(String schema) {
        return FastSchemaCheck.to(new JsonObject(schema), new JsonObject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NewWorkspace | {'name': 'Acme'}                                             | true",
                "NewWorkspace | {'name': '  x '}                                             | true",
                "NewWorkspace | {'name': '  '}                                               | false",
                "NewWorkspace | {'name': ''}                                                 | false",
                "NewWorkspace | {'name': 'a\\u0000b'}                                        | false",
                "NewWorkspace | {'name': null}                                               | false",
                "NewWorkspace | {'name': 1}                                                  | false",
                "NewWorkspace | {'name': 'Acme', 'more': 1}                                  | false",
                "NewWorkspace | {}                                                           | false",
                "NewProject   | {'workspaceId': '01980a3e-0000-7000-8000-000000000001', 'name': 'A', 'template': 'kanban'} | true",
                "NewProject   | {'workspaceId': '01980a3e-0000-7000-8000-000000000001', 'name': 'A', 'template': 'other'}  | false",
                "NewProject   | {'workspaceId': '01980a3e-0000-7000-8000-000000000001\\n', 'name': 'A'}                    | false",
                "NewProject   | {'workspaceId': '1-1-1-1-1', 'name': 'A'}                    | false",
                "NewTask      | {'title': 'Land', 'dueOn': '2030-12-24'}                     | true",
                "NewTask      | {'title': 'Land', 'dueOn': '2030-02-30'}                     | false",
                "NewTask      | {'title': 'Land', 'dueOn': '2030-12-24T00:00'}               | false",
                "TaskChange   | {'completed': true}                                          | true",
                "TaskChange   | {'completed': 'true'}                                        | false",
                "TaskChange   | {'assigneeId': null, 'dueOn': null}                          | true",
                "TaskChange   | {'title': null}                                              | false",
                "TaskChange   | {}                                                           | false",
                "Membership   | {'role': 'owner', 'email': 'a@b'}                            | true",
                "Membership   | {'role': 'king'}                                             | false",
            })
    void it_is_sure_of_what_keeps_the_schema_and_of_nothing_else(String schema, String body, boolean sure) {
        assertThat(schema(schema).test(new JsonObject(body.replace('\'', '"')))).isEqualTo(sure);
    }

    @Test
    void lengths_count_characters_and_their_bounds_are_in() {
        assertThat(schema("Name").test("x".repeat(200))).isTrue();
        assertThat(schema("Name").test("x".repeat(201))).isFalse();
        assertThat(schema("Name").test("\uD83D\uDE80".repeat(200))).isTrue();
        assertThat(schema("Name").test("\uD83D\uDE80".repeat(201))).isFalse();
    }

    @Test
    void of_what_it_does_not_know_it_is_never_sure() {
        assertThat(written("{\"type\": \"string\", \"description\": \"a remark\"}")
                        .test("x"))
                .isTrue();
        assertThat(written("{\"type\": \"string\", \"not\": {}}").test("x")).isFalse();
        assertThat(written("{\"type\": \"string\", \"format\": \"uuid\"}").test("x"))
                .isFalse();
        assertThat(written("{\"additionalProperties\": {\"type\": \"string\"}}").test(new JsonObject()))
                .isFalse();
        assertThat(written("{\"$ref\": \"#/nowhere\"}").test("x")).isFalse();
        assertThat(FastSchemaCheck.to(
                                new JsonObject("{\"$ref\": \"#/a\"}"),
                                new JsonObject("{\"a\": {\"items\": {\"$ref\": \"#/a\"}}}"))
                        .test("x"))
                .as("without end")
                .isTrue();
    }
}
