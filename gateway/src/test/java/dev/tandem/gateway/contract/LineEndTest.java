package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A line feed behind a value: to Java's {@code $} it is not there, and to everybody else it is. */
@Timeout(120)
final class LineEndTest {

    private static final String ID = "01980a3e-1111-7000-8000-000000000001";

    private final RunningGateway gateway = RunningGateway.get();

    static List<WrittenContract.Documented> withIdsInTheirPaths() {
        return WrittenContract.operations().stream()
                .filter(operation -> operation.path().contains("Id}") && !operation.isForOperators())
                // Whoever was let in under such an id can be seen and removed.
                .filter(operation -> !List.of("getMember", "removeMember").contains(operation.id()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST  | /v1/projects            | {'workspaceId': 'ID', 'name': 'Apollo'}                       | /workspaceId",
                "POST  | /v1/projects            | {'workspaceId': 'ID', 'name': 'Apollo', 'template': 'kanban'} | /template",
                "POST  | /v1/projects/ID/tasks   | {'title': 'Land', 'sectionId': 'ID'}                          | /sectionId",
                "POST  | /v1/projects/ID/tasks   | {'title': 'Land', 'dueOn': '2030-12-24'}                      | /dueOn",
                "PATCH | /v1/tasks/ID            | {'sectionId': 'ID'}                                           | /sectionId",
                "PATCH | /v1/tasks/ID            | {'dueOn': '2030-12-24'}                                       | /dueOn",
                "PUT   | /v1/workspaces/ID/members/bob | {'role': 'member'}                                      | /role",
                "PUT   | /v1/workspaces/ID/members/bob | {'role': 'member', 'email': 'bob@example.com'}          | /email",
                "POST  | /v1/workspaces/ID/invitations | {'role': 'member', 'email': 'bob@example.com'}         | /email",
                "POST  | /v1/notifications:read  | {'upTo': 'ID'}                                                | /upTo",
                "POST  | /v1/notifications:read  | {'ids': ['ID']}                                               | /ids/0",
            })
    void a_value_of_a_body_does_not_end_in_one(String method, String path, String body, String pointer) {
        String member = pointer.split("/")[1];
        String good = body.replace('\'', '"').replace("ID", ID);
        int value = good.lastIndexOf('"');
        String ended = good.substring(0, value) + "\\n" + good.substring(value);
        if (member.equals("workspaceId")) {
            ended = good.replace(ID, ID + "\\n");
        }

        Answer kept = gateway.send("anna", method, path.replace("ID", ID), good);
        assertThat(kept.status()).as(kept.response().body()).isLessThan(300);
        Answer refused = gateway.send("anna", method, path.replace("ID", ID), ended);
        assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
        assertThat(refused.violations()).contains(pointer);
    }

    @ParameterizedTest
    @MethodSource("withIdsInTheirPaths")
    void an_id_of_a_path_does_not_end_in_one(WrittenContract.Documented operation) {
        String path = operation
                .path()
                .replace("{userId}", "bob%0A")
                .replaceAll("\\{\\w+}", UUID.randomUUID() + (operation.path().contains("{userId}") ? "" : "%0A"));

        Answer answer = gateway.send("anna", operation.method().toUpperCase(Locale.ROOT), path, "{}");

        assertThat(answer.status()).as(answer.response().body()).isIn(400, 404, 422);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/projects?workspaceId=ID%0A",
        "/v1/projects?workspaceId=ID&archived=true%0A",
        "/v1/projects?workspaceId=ID&limit=5%0A",
        "/v1/operations?ids=ID%0A",
        "/v1/operations/ID?include=effects%0A",
        "/v1/notifications?unread=true%0A",
        "/v1/notifications/unread-count?projectId=ID%0A",
    })
    void a_value_of_a_query_does_not_end_in_one(String address) {
        assertThat(gateway.get("anna", address.replace("ID", ID)).status()).isEqualTo(400);
    }

    @Test
    void patterns_end_where_a_text_does() {
        assertThat(FastSchemaCheck.to(new JsonObject("{\"pattern\": \"^a+$\"}"), new JsonObject())
                        .test("a\n"))
                .isFalse();
    }
}
