package dev.tandem.gateway.operation;

import dev.tandem.kit.http.Deadline;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    /** Up to the next comma that is not in quotes: a name, a value, and parameters that nobody asks for. */
    private static final Pattern PREFERENCE =
            Pattern.compile("\\G,?\\s*(?<name>[^\\s=;,\"]*)\\s*(?:=\\s*(?<value>\"(?:[^\"\\\\]|\\\\.)*+\"|[^;,\"]*))?"
                    + "(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+(?=,|\\z)");

    private static final Pattern SECONDS = Pattern.compile("\"?([0-9]{1,9})\"?");

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
        Matcher preference =
                PREFERENCE.matcher(String.join(",", ctx.request().headers().getAll("Prefer")));
        while (preference.find()) {
            if ("wait".equalsIgnoreCase(preference.group("name"))) {
                return seconds(preference.group("value"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> seconds(@Nullable String value) {
        Matcher seconds = SECONDS.matcher(value == null ? "" : value.strip());
        int wanted = seconds.matches() ? Integer.parseInt(seconds.group(1)) : 0;
        return wanted == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.min(wanted, LONGEST_SECONDS)));
    }
}
