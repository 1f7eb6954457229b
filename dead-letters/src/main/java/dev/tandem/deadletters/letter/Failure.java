package dev.tandem.deadletters.letter;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a message.
 *
 * @param reason one word: {@code undecodable}, {@code refused}, {@code exhausted}, {@code unroutable}, or the broker's own
 * @param error message of the last attempt
 * @param type the exception's class, or a word
 * @param frames the top of its stack, one frame per line, without line numbers
 * @param attempts number of attempts
 * @param history the attempts, newest last: {@code {at, error}}
 * @param first time of the first failure
 * @param traceparent trace of the last failed attempt
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

    /** Identifies failures with the same cause. */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
