package dev.tandem.kit.auth;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request, according to their verified token.
 *
 * @param userId an id that passes {@link UserIdRules}
 * @param emailDoubted true if the token says that the issuer has not verified the address; false also if it says nothing
 * @param ops whether the token has the role {@code ops}
 * @param token the token itself, to be forwarded to other services and never logged
 */
public record Caller(
        String userId,
        @Nullable String email,
        boolean emailDoubted,
        @Nullable String name,
        boolean ops,
        String token) {

    /** A caller whose address is not in doubt. */
    public Caller(String userId, @Nullable String email, @Nullable String name, boolean ops, String token) {
        this(userId, email, false, name, ops, token);
    }

    private static final String KEY = "tandem.caller";

    /** The caller of a request that passed {@link Authentication}. */
    public static Caller of(RoutingContext ctx) {
        Caller caller = ctx.get(KEY);
        if (caller == null) {
            throw new IllegalStateException("The route is not behind Authentication");
        }
        return caller;
    }

    void attachTo(RoutingContext ctx) {
        ctx.put(KEY, this);
    }

    @Override
    public String toString() {
        return "Caller[" + userId + (ops ? ", ops]" : "]");
    }
}
