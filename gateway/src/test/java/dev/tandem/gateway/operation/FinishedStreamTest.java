package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has heard the end of an operation. A browser comes again for ever, until it is answered 204. */
@Timeout(120)
final class FinishedStreamTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @Test
    void who_has_heard_the_end_is_told_that_there_is_no_more() {
        UUID operation = story.accepted();
        story.succeeds(operation);
        await().until(() -> story.shown(operation).getBoolean("done"));
        String end = lastId(listening(operation, ""));

        Answer again = listening(operation, end);

        assertThat(again.status()).isEqualTo(204);
        assertThat(again.response().body()).isEmpty();
    }

    @Test
    void who_has_heard_less_is_told_the_end() {
        UUID operation = story.accepted();
        String before = gateway.get(story.user, "/v1/operations/" + operation)
                .header("ETag")
                .replace("\"", "");
        story.succeeds(operation);
        await().until(() -> story.shown(operation).getBoolean("done"));

        for (String id : new String[] {before, "succeeded-0", "nonsense"}) {
            Answer answer = listening(operation, id);
            assertThat(answer.status()).as(id).isEqualTo(200);
            assertThat(answer.response().body()).contains("\"succeeded\"");
        }
    }

    private Answer listening(UUID operation, String last) {
        var request = gateway.request(story.user, "/v1/operations/" + operation + "/events");
        return gateway.sending(last.isEmpty() ? request : request.header("Last-Event-ID", last))
                .join();
    }

    private static String lastId(Answer stream) {
        return stream.response()
                .body()
                .lines()
                .filter(line -> line.startsWith("id: "))
                .reduce("", (one, next) -> next)
                .substring("id: ".length());
    }
}
