package dev.tandem.deadletters.letter;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why it failed.
 *
 * @param reason in a word: {@code undecodable}, {@code refused}, {@code exhausted}, {@code unroutable}, or the broker's own
 * @param error in words, of the last attempt
 * @param type the exception's class, or a word
 * @param frames the top of its stack, one a line, without line numbers
 * @param attempts how often it was tried
 * @param history of the attempts, newest last: {@code {at, error}}
 * @param first when it failed first
 * @param traceparent the trace of the attempt that failed last
 */
public record Failure(
        String reason,
        String error,
        @Nullable String type,
        @Nullable String frames,
        int attempts,
        JsonArray history,
        @Nullable Instant first,
        @Nullable String traceparent) {

    /** What failures of one cause have in common. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
