package dev.tandem.kit.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers with an {@code ETag}, and with 304 to whoever names it in {@code If-None-Match}. Clients may keep such an answer and
 * have to ask before they use it again. Whether it is still right is up to the tag alone: what the request says about caches on
 * the way, as the {@code Cache-Control: no-cache} of {@code fetch}, is none of the origin's business.
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

    /** Whether the client says that it has what bears the tag. */
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
