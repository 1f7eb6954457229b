package dev.tandem.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers with an {@code ETag}, and with 304 if {@code If-None-Match} names it. Clients may cache such an answer but must
 * revalidate it before reuse. Only the tag decides whether it is still fresh: cache directives of the request, such as the
 * {@code Cache-Control: no-cache} of {@code fetch}, are meant for caches on the way, not for the origin.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2">RFC 9110, 13.1.2</a>
 */
public final class ConditionalGet {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");

    private ConditionalGet() {}

    /** @param tag without its quotes */
    public static void answer(RoutingContext ctx, String tag, JsonObject json) {
        ctx.response()
                .putHeader(HttpHeaders.ETAG, '"' + tag + '"')
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (isNamed(ctx, tag)) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.json(json);
        }
    }

    /** Returns true if the request names the tag in {@code If-None-Match}, or has {@code *} there. */
    public static boolean isNamed(RoutingContext ctx, String tag) {
        for (String line : ctx.request().headers().getAll(HttpHeaders.IF_NONE_MATCH)) {
            Matcher named = TAG.matcher(line);
            if (line.strip().equals("*")) {
                return true;
            }
            while (named.find()) {
                if (named.group(1).equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
