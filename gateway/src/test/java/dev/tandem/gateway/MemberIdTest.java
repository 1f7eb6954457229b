package dev.tandem.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is let in under an id that looks like another's. */
@Timeout(120)
final class MemberIdTest {

    private final RunningGateway gateway = RunningGateway.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "carol%20",
                "%20carol",
                "%C2%A0carol", // no-break space
                "carol%E3%80%80", // ideographic space
                "carol%0A",
                "ca%09rol",
                "ca%7Frol",
                "ca%C2%85rol", // next line
                "ca%C2%ADrol", // soft hyphen
                "ca%E2%80%8Brol", // zero width space
                "ca%E2%80%8Drol", // zero width joiner
                "%E2%80%AEcarol", // right-to-left override
                "%E2%81%A6carol", // left-to-right isolate
                "%EF%BB%BFcarol", // byte order mark
                "ca%E2%80%A8rol", // line separator
                "ca%E3%85%A4rol", // Hangul filler
                "carol%EF%B8%8F", // variation selector
            })
    void an_id_with_what_cannot_be_seen_is_refused(String id) {
        String path = "/v1/workspaces/" + UUID.randomUUID() + "/members/" + id;

        assertThat(gateway.send("anna", "PUT", path, "{\"role\": \"member\"}").status())
                .isEqualTo(400);
        assertThat(gateway.projectService.seenWith(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "carol",
        "auth0%7Cj%C3%B6rg%2F1",
        "carol%40example.com",
        "CN=Carol%20Smith,O=Acme",
        "%E5%BC%A0%E4%BC%9F",
        "%F0%9F%9A%80",
        "a",
    })
    void any_other_id_of_an_identity_provider_is_one(String id) {
        String path = "/v1/workspaces/" + UUID.randomUUID() + "/members/" + id;

        assertThat(gateway.send("anna", "PUT", path, "{\"role\": \"member\"}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"255, 200", "256, 400"})
    void an_id_has_255_characters_at_most(int length, int status) {
        String path = "/v1/workspaces/" + UUID.randomUUID() + "/members/" + "x".repeat(length);

        assertThat(gateway.send("anna", "PUT", path, "{\"role\": \"member\"}").status())
                .isEqualTo(status);
    }

    /** Who is in already can be put out. */
    @ParameterizedTest
    @ValueSource(strings = {"carol%20", "ca%E2%80%8Brol"})
    void such_a_member_can_still_be_removed(String id) {
        String path = "/v1/workspaces/" + UUID.randomUUID() + "/members/" + id;

        assertThat(gateway.send("anna", "DELETE", path, "").status()).isEqualTo(200);
    }
}
