package dev.tandem.gateway.operation;

import dev.tandem.kit.http.Deadline;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preference {@code wait=N} of a request: how many seconds the client would rather wait for the end than be told where to
 * look.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.3">RFC 7240, 4.3</a>
 */
public final class Preference {

    /** Who prefers to wait longer waits so long. */
    private static final int LONGEST_SECONDS = 10;

    /** For what comes before the waiting, and after. */
    private static final Duration BESIDE_WAITING = Duration.ofSeconds(10);

    private static final Pattern WAIT = Pattern.compile("\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?");

    private Preference() {}

    /**
     * How long to wait, behind which the request's deadline is moved; empty when the client does not want to. What cannot be
     * understood is passed over, as the RFC has it.
     */
    public static Optional<Duration> of(RoutingContext ctx) {
        Optional<Duration> wait = asked(ctx);
        wait.ifPresent(longest -> Deadline.move(ctx, longest.plus(BESIDE_WAITING)));
        return wait;
    }

    /** Says in the answer that the request was held as preferred. */
    public static void applied(RoutingContext ctx, Duration wait) {
        ctx.response().putHeader("Preference-Applied", "wait=" + wait.toSeconds());
    }

    private static Optional<Duration> asked(RoutingContext ctx) {
        List<String> headers = ctx.request().headers().getAll("Prefer");
        for (String header : headers) {
            for (String preference : header.split(",")) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    int seconds = Integer.parseInt(wait.group(1));
                    return seconds == 0
                            ? Optional.empty()
                            : Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
                }
            }
        }
        return Optional.empty();
    }
}
