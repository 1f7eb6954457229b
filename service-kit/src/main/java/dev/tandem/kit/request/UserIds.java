package dev.tandem.kit.request;

import dev.tandem.kit.auth.UserIdRules;
import dev.tandem.kit.http.Problems;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads user ids from requests. */
public final class UserIds {

    /** For lists in ascending order of user ids. */
    public static final Cursors<String> CURSORS =
            new Cursors<>("", id -> id.getBytes(StandardCharsets.UTF_8), UserIds::inCursor);

    private UserIds() {}

    /** Reads the id of a user who is to be added; 400 when {@link UserIdRules} rejects it. */
    public static String newInPath(RoutingContext ctx, String name) {
        String text = ctx.pathParam(name);
        String objection = UserIdRules.objection(text);
        if (objection != null) {
            throw Problems.malformed(name + " " + objection + ".").asException();
        }
        return text;
    }

    /** Reads the id of a user who may have been added under laxer rules; 400 when it cannot be a user id. */
    public static String inPath(RoutingContext ctx, String name) {
        String text = ctx.pathParam(name);
        if (!isOne(text)) {
            throw Problems.malformed(name + " is not a user id.").asException();
        }
        return text;
    }

    /** Empty when the parameter is missing; 400 when it is not a user id. */
    public static Optional<String> inQuery(Query query, String name) {
        Optional<String> text = query.text(name);
        if (text.isPresent() && !isOne(text.get())) {
            throw Problems.malformed(name + " is not a user id.").asException();
        }
        return text;
    }

    private static String inCursor(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (!isOne(text)) {
                throw new IllegalArgumentException("no user id");
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException(notUtf8);
        }
    }

    private static boolean isOne(String text) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= UserIdRules.LONGEST
                && text.indexOf('\0') < 0;
    }
}
