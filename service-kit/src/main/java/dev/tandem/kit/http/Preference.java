package dev.tandem.kit.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the preference {@code wait=N} of a request: for how many seconds the client prefers waiting over an immediate
 * answer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.3">RFC 7240, 4.3</a>
 */
public final class Preference {

    /** A longer preference is cut to this. */
    private static final int LONGEST_SECONDS = 10;

    /** For the work before and after the waiting. */
    private static final Duration BESIDE_WAITING = Duration.ofSeconds(10);

    /** Up to the next unquoted comma: a name, a value, and parameters, which are ignored. */
    private static final Pattern PREFERENCE =
            Pattern.compile("\\G,?\\s*(?<name>[^\\s=;,\"]*)\\s*(?:=\\s*(?<value>\"(?:[^\"\\\\]|\\\\.)*+\"|[^;,\"]*))?"
                    + "(?:[^,\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+(?=,|\\z)");

    private static final Pattern SECONDS = Pattern.compile("\"?([0-9]{1,9})\"?");

    private Preference() {}

    /**
     * Returns the time to wait, and moves the request's deadline beyond it. Empty if the client does not want to wait.
     * Ignores what it cannot parse, as the RFC requires.
     */
    public static Optional<Duration> of(RoutingContext ctx) {
        Optional<Duration> wait = asked(ctx).filter(longest -> !longest.isZero());
        wait.ifPresent(longest -> moveDeadline(ctx, longest));
        return wait;
    }

    /**
     * How long to wait, with a default for a client that does not say; moves the request's deadline beyond that. Zero if the client
     * does not want to wait.
     */
    public static Duration orElse(RoutingContext ctx, Duration otherwise) {
        Duration wait = asked(ctx).orElse(otherwise);
        moveDeadline(ctx, wait);
        return wait;
    }

    /** Confirms in the answer that the preference was honoured. */
    public static void applied(RoutingContext ctx, Duration wait) {
        ctx.response().putHeader("Preference-Applied", "wait=" + wait.toSeconds());
    }

    private static void moveDeadline(RoutingContext ctx, Duration longest) {
        Deadline.move(ctx, longest.plus(BESIDE_WAITING));
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
        return seconds.matches()
                ? Optional.of(Duration.ofSeconds(Math.min(Integer.parseInt(seconds.group(1)), LONGEST_SECONDS)))
                : Optional.empty();
    }
}
