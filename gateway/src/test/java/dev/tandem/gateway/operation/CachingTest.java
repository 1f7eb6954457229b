package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client has already is not sent again. */
@Timeout(120)
final class CachingTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);
    private final UUID operation = story.accepted();
    private final String path = "/v1/operations/" + operation;
    private final String etag = gateway.get(story.user, path).header("ETag");

    /** {@code fetch} adds it to a request whose If-None-Match was set by hand. */
    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "max-age=0", "no-store"})
    void whatever_the_request_says_of_caches_on_the_way(String cacheControl) {
        Answer answer = gateway.sending(gateway.request(story.user, path)
                        .header("If-None-Match", etag)
                        .header("Cache-Control", cacheControl))
                .join();

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo(etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "W/TAG", "*", "\"other\", TAG", "\"a,b\" , W/TAG,\"c\""})
    void however_the_tag_is_named(String known) {
        assertThat(gateway.getUnlessKnown(story.user, path, known.replace("TAG", etag))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void another_tag_is_another() {
        assertThat(gateway.getUnlessKnown(story.user, path, "\"x" + etag.substring(1))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.getUnlessKnown(story.user, path, "\"other\"").status())
                .isEqualTo(200);
    }

    @Test
    void it_may_be_kept_by_the_client_alone() {
        assertThat(gateway.get(story.user, path).header("Cache-Control")).isEqualTo("private, no-cache");
    }
}
