package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code Prefer} is written (RFC 7240, 2): lines are one list, names know no case, values may be quoted, the first counts. */
@Timeout(120)
final class PreferenceTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "wait=1",
                "Wait=1",
                "WAIT = 1",
                "wait=\"1\"",
                "note=\"a, wait=0, b\", wait=1",
                "note=\"a \\\" , wait=0\", wait=1",
                "respond-async;a=\"wait=0,\", wait=1; b=c",
                "wait=1, wait=0",
                ",, wait=1",
                "respond-async / wait=1",
                "wait=1 / wait=0",
            })
    void a_wait_is_understood(String lines) {
        assertThat(applied(lines)).isEqualTo("wait=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "wait=0",
                "wait=0, wait=1",
                "wait=0 / wait=1",
                "wait=soon, wait=1",
                "wait, wait=1",
                "note=\"wait=1\"",
                "note=\", wait=1\"",
                "a;wait=1",
                "await=1",
                "wait=1x",
                "wait=-1",
            })
    void what_is_no_wait_or_not_the_first_is_passed_over(String lines) {
        assertThat(applied(lines)).isEmpty();
    }

    private String applied(String lines) {
        UUID operation = story.accepted();
        HttpRequest.Builder request = gateway.request(story.user, "/v1/operations/" + operation);
        for (String line : lines.split(" / ")) {
            request.header("Prefer", line);
        }
        Answer answer = gateway.sending(request.GET()).join();
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("Preference-Applied");
    }
}
