package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body says has one meaning to everybody who reads it. */
@Timeout(120)
final class BodyReadingTest {

    private final RunningGateway gateway = RunningGateway.get();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/workspaces                 | {'name': 'Acme', 'name': 'Other'}             | /name",
                "POST | /v1/workspaces                 | {'name': 'Acme', 'n\\u0061me': 'Acme'}        | /name",
                "POST | /v1/notifications:read         | {'all': true, 'more': [{'b': 1, 'b': 1}]}     | /more/0/b",
                "POST | /v1/admin/rebuilds             | {'consumer': 'notifier.events', 'consumer': 'activity-feed.events'} | /consumer",
            })
    void a_member_that_is_there_twice_is_refused(String method, String path, String body, String pointer) {
        Answer answer = path.contains("admin")
                ? operate(path, body.replace('\'', '"'))
                : gateway.send("anna", method, path, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.violations()).containsExactly(pointer);
        assertThat(answer.json().toString()).contains("more than once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/workspaces          | {}                                     | /name is missing",
                "/v1/workspaces          | {'name': 7}                            | /name is not a text",
                "/v1/workspaces          | {'name': ' '}                          | /name is blank",
                "/v1/workspaces          | {'name': null}                         | /name may not be null",
                "/v1/workspaces          | {'name': 'Acme', 'nick': 'A'}          | /nick is unknown",
                "/v1/notifications:read  | {'ids': ['x', 8]}                      | /ids/0 is not a UUID; /ids/1 is not a text",
                "/v1/projects/ID/tasks   | {'title': 'x', 'dueOn': 'tomorrow'}    | /dueOn is not a day such as 2026-12-24",
                "/v1/projects/ID/tasks   | {'title': ['x'], 'more': {'a': 1}}     | /title is not a text; /more is unknown",
            })
    void a_form_can_show_what_is_wrong_beside_its_fields(String path, String body, String expected) {
        Answer answer =
                gateway.post("anna", path.replace("ID", UUID.randomUUID().toString()), body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").stream()
                        .map(each -> (JsonObject) each)
                        .map(each -> each.getString("pointer") + " " + each.getString("detail")))
                .containsExactly(expected.split("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/projects/7                  | The path parameter projectId is not a UUID.",
                "/v1/workspaces?limit=0          | The query parameter limit is not a whole number from 1 to 100.",
                "/v1/workspaces?limit=many       | The query parameter limit is not a whole number from 1 to 100.",
                "/v1/notifications?unread=maybe  | The query parameter unread is neither true nor false.",
                "/v1/workspaces?cursor=          | The query parameter cursor is blank.",
            })
    void a_parameter_is_told_what_is_wrong_with_it_in_words(String path, String expected) {
        Answer answer = gateway.get("anna", path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-7",
                "application/json;charset=ISO-8859-1",
                "application/json; charset=\"utf-16\"",
                "application/json; profile=x; CHARSET=latin1",
                "application/json; charset=",
            })
    void a_body_in_another_encoding_is_of_another_type(String type) {
        assertThat(posted(type)).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;Charset=\"UTF-8\"",
                "application/json; profile=\"https://example.com/x\"",
            })
    void a_body_in_utf_8_may_say_so(String type) {
        assertThat(posted(type)).isEqualTo(202);
    }

    private int posted(String type) {
        return gateway.sending(gateway.request("u" + UUID.randomUUID(), "/v1/workspaces")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString("{\"name\": \"Acme\"}")))
                .join()
                .status();
    }

    private Answer operate(String path, String body) {
        return gateway.operate("POST", path, body);
    }
}
