package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which versions {@code If-Match} lets a change be about (RFC 9110, 13.1.1). */
@Timeout(120)
final class IfMatchTest {

    private final RunningGateway gateway = RunningGateway.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                "\"7-3\"",
                "\"7\", \"1\"",
                "\"7\",\"1\"",
                ", \"7\" ,, \"1\",",
                "\"abc\", \"1\"",
                "\"a,b\", \"1\"",
                "W/\"1\", \"2\"",
                "*",
                " * ",
            })
    void one_that_may_fit_lets_the_change_through(String tags) {
        assertThat(changed(tags)).isEqualTo(202);
        assertThat(deleted(tags)).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"abc\"",
                "\"abc\", \"def\"",
                "W/\"1\"",
                "\"0\"",
                "\"01\"",
                "\"1-\"",
                "\"1-x\"",
                "\"-1\"",
                "\"\"",
                "\"1234567890123456789012345\"",
                "\"W/1\"",
            })
    void well_formed_tags_of_which_none_can_fit_are_a_precondition_that_failed(String tags) {
        assertThat(changed(tags)).isEqualTo(412);
        assertThat(deleted(tags)).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7", "\"7\" \"1\"", "w/\"1\"", "*, \"1\"", "\"1\", *", ",", "\"a b\""})
    void what_is_no_list_of_tags_is_malformed(String tags) {
        assertThat(changed(tags)).isEqualTo(400);
        assertThat(deleted(tags)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/projects/", "/v1/tasks/"})
    void a_list_may_be_spread_over_lines(String path) {
        Answer answer = gateway.sending(gateway.request("anna", path + UUID.randomUUID())
                        .header("If-Match", "\"7\"")
                        .header("If-Match", "\"1\"")
                        .header("Content-Type", "application/json")
                        .method(
                                "PATCH",
                                BodyPublishers.ofString(
                                        path.contains("task") ? "{\"completed\": true}" : "{\"archived\": true}")))
                .join();

        assertThat(answer.status()).isEqualTo(202);
    }

    private int changed(String tags) {
        return gateway.sending(gateway.request("anna", "/v1/projects/" + UUID.randomUUID())
                        .header("If-Match", tags)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("{\"name\": \"Artemis\"}")))
                .join()
                .status();
    }

    private int deleted(String tags) {
        return gateway.sending(gateway.request("anna", "/v1/projects/" + UUID.randomUUID())
                        .header("If-Match", tags)
                        .DELETE())
                .join()
                .status();
    }
}
