package dev.tandem.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
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

    /** Marks a request whose answer gets a tag. */
    private static final String TAGGED = ConditionalGet.class.getName();

    /** Of a hash: two bodies with one tag are not to be expected. */
    private static final int TAG_BYTES = 16;

    private ConditionalGet() {}

    /** @param tag without its quotes */
    public static void answer(RoutingContext ctx, String tag, JsonObject json) {
        if (!isKnown(ctx, tag)) {
            ctx.json(json);
        }
    }

    /** Has {@link #answer(RoutingContext, Buffer)} give the answer to this request a tag. */
    public static void tag(RoutingContext ctx) {
        ctx.put(TAGGED, true);
    }

    /**
     * Answers with a body whose content type is set. If the request was marked by {@link #tag}, the answer is 200 and it has no
     * {@code ETag} yet, it gets one: a hash of the body, so the same body has the same tag whichever instance answers. Hashing takes
     * a few microseconds for a page.
     */
    public static void answer(RoutingContext ctx, Buffer body) {
        HttpServerResponse response = ctx.response();
        boolean tagged = Boolean.TRUE.equals(ctx.<Boolean>get(TAGGED))
                && response.getStatusCode() == 200
                && !response.headers().contains(HttpHeaders.ETAG);
        if (!tagged || !isKnown(ctx, hash(body))) {
            response.end(body);
        }
    }

    /** As {@link #answer(RoutingContext, Buffer)}, with a body of JSON. */
    public static void answer(RoutingContext ctx, JsonObject json) {
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        answer(ctx, json.toBuffer());
    }

    private static boolean isKnown(RoutingContext ctx, String tag) {
        HttpServerResponse response = ctx.response()
                .putHeader(HttpHeaders.ETAG, '"' + tag + '"')
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (!isNamed(ctx, tag)) {
            return false;
        }
        response.headers().remove(HttpHeaders.CONTENT_TYPE);
        response.setStatusCode(304).end();
        return true;
    }

    private static String hash(Buffer body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
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
