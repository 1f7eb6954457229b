package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.contract.WorstRequestsTest.Text;
import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair, and bytes that are no UTF-8, stand for no text: what would be kept is another one. */
@Timeout(120)
final class BrokenTextTest {

    private final RunningGateway gateway = RunningGateway.get();

    static List<Text> ofBodies() {
        return WorstRequestsTest.ofBodies();
    }

    @ParameterizedTest
    @MethodSource("ofBodies")
    void a_text_of_a_body_with_half_a_surrogate_pair_is_refused(Text text) {
        for (String broken : List.of("Launch \\ud83d party", "\\ude80", "a\\ude80\\ud83d", "\\ud83d\\ud83d\\ude80")) {
            Answer answer = send(text, broken);

            assertThat(answer.status()).as(broken).isEqualTo(422);
            assertThat(answer.violations()).as(broken).containsExactly("/" + text.name());
        }
    }

    @Test
    void a_whole_pair_is_a_character() {
        assertThat(gateway.post("anna", "/v1/workspaces", "{\"name\": \"Launch \\ud83d\\ude80 party\"}")
                        .status())
                .isEqualTo(202);
        assertThat(gateway.post("anna", "/v1/workspaces", "{\"name\": \"Launch \uD83D\uDE80 party\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void the_place_is_told_however_deep_it_is() {
        Answer listed = gateway.post("anna", "/v1/notifications:read", "{\"ids\": [\"x\", \"\\ud83d\"]}");
        assertThat(listed.status()).isEqualTo(422);
        assertThat(listed.violations()).containsExactly("/ids/1");

        Answer named = gateway.post("anna", "/v1/workspaces", "{\"name\": \"Acme\", \"a\\ud83d\": 1}");
        assertThat(named.status()).isEqualTo(422);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        for (byte[] bytes :
                List.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD}, new byte[] {(byte) 0xFF}, new byte[] {
                    (byte) 0xC0, (byte) 0xAF
                })) {
            byte[] start = "{\"name\": \"a".getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[start.length + bytes.length + 2];
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(bytes, 0, body, start.length, bytes.length);
            body[body.length - 2] = '"';
            body[body.length - 1] = '}';

            Answer answer = gateway.sending(gateway.request("anna", "/v1/workspaces")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body)))
                    .join();

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/workspaces/ID/members?cursor=%ED%A0%BD",
                "/v1/workspaces/ID/members?cursor=%FF",
                "/v1/workspaces/ID/members?cursor=%C3",
                "/v1/projects/ID/tasks?assigneeId=a%ED%A0%BD",
                "/v1/admin/dead-letters?text=%ED%A0%BD",
            })
    void a_query_of_broken_characters_is_refused(String address) {
        assertThat(gateway.get("anna", address.replace("ID", UUID.randomUUID().toString()))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ED%A0%BD", "carol%FF", "%C3", "%ED%A0%BD%ED%B8%80"})
    void a_user_id_of_broken_characters_is_refused(String id) {
        String path = "/v1/workspaces/" + UUID.randomUUID() + "/members/" + id;

        assertThat(gateway.send("anna", "PUT", path, "{\"role\": \"member\"}").status())
                .isEqualTo(400);
        assertThat(gateway.projectService.seenWith(path)).isEmpty();
    }

    private Answer send(Text text, String escaped) {
        JsonNode example = text.operation().written().at("/requestBody/content/application~1json/example");
        ObjectNode body = example.isObject()
                ? example.deepCopy()
                : com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        String path = text.operation()
                .path()
                .replace("{userId}", "bob")
                .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        return gateway.send(
                "anna",
                text.operation().method().toUpperCase(Locale.ROOT),
                path,
                body.put(text.name(), "HERE").toString().replace("HERE", escaped));
    }
}
